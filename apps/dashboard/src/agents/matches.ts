/** Whether the words stand in one of the texts, whatever the case. No words stand in everything. */
export function matches(words: string, ...texts: readonly (string | null)[]): boolean {
  return texts.join('\n').toLowerCase().includes(words.trim().toLowerCase());
}
