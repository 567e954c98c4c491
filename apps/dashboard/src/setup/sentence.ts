/**
 * Sentences with words from elsewhere: the name of a key, an address, a variable to set. These are parts of their own,
 * which a page shows verbatim and isolated, since the name of a key is hostile text.
 */
export type Sentence = readonly (string | Foreign)[];

/** `prose`: words of another program, rather than what one types or copies. */
interface Foreign {
  readonly verbatim: string;
  readonly prose?: true;
}

/** A part of a sentence: a text is verbatim, a number and a sentence are ordinary words. */
type Said = string | number | Sentence;

export function say(words: TemplateStringsArray, ...said: readonly Said[]): Sentence {
  return words.flatMap((word, index) => {
    const value = said[index];
    return value === undefined ? [word] : [word, ...partsOf(value)];
  });
}

function partsOf(value: Said): Sentence {
  if (typeof value === 'string') return [{ verbatim: value }];
  return typeof value === 'number' ? [String(value)] : value;
}

/** A sentence from another program. */
export const quoted = (text: string): Sentence => [{ verbatim: text, prose: true }];

/** `a`, `a or b`, `a, b or c`: each verbatim. */
export function oneOf(names: readonly string[]): Sentence {
  return names.flatMap((verbatim, index) => {
    const before = index === 0 ? '' : index === names.length - 1 ? ' or ' : ', ';
    return [before, { verbatim }];
  });
}

/** The sentence as one text. */
export const plain = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === 'string' ? part : part.verbatim)).join('');

const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
] as const;

/** How long, in words short enough for a sentence: `95 s`, `12 min`, `5 h`, `3 d`. */
export function span(seconds: number): Sentence {
  const whole = Math.round(Math.abs(seconds));
  for (const [unit, size] of UNITS) if (whole >= 2 * size) return [`${Math.round(whole / size)} ${unit}`];
  return [`${whole} s`];
}
