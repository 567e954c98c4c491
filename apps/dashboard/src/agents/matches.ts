/** Whether one of the texts contains the words, ignoring case. Empty words match everything. */
export function matches(words: string, ...texts: readonly (string | null)[]): boolean {
  return texts.join('\n').toLowerCase().includes(words.trim().toLowerCase());
}
