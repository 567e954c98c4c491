/**
 * `LIVEKIT_KEYS` as livekit.yaml writes its `keys`: `key: secret` pairs, one a line or separated by commas, in braces or not.
 * Lifecycle: read once at start. Invariant: a fault never quotes the text, it is made of secrets.
 */
import { parse } from 'yaml';

const FORM =
  'must be `key: secret` pairs as livekit.yaml writes them (a space after the colon), one a line or separated by commas';

/** `failsafe` keeps every scalar a text: a secret of digits stays as written. Throws on what is not YAML. */
export const parseYaml = (text: string): unknown =>
  parse(text, { schema: 'failsafe', logLevel: 'silent', prettyErrors: false });

const asFlow = (text: string): string => {
  const lines = text.split(/\r?\n/).map((line) => line.trim().replace(/,$/, ''));
  return `{${lines.filter((line) => line !== '' && !line.startsWith('#')).join(', ')}}`;
};

export function parseKeys(text: string): ReadonlyMap<string, string> | { readonly fault: string } {
  let parsed: unknown;
  try {
    parsed = parseYaml(text.trim().startsWith('{') ? text : asFlow(text));
  } catch {
    return { fault: FORM };
  }
  return keysOf(parsed) ?? { fault: FORM };
}

/** A mapping of non-empty texts, or null. */
export function keysOf(value: unknown): ReadonlyMap<string, string> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value);
  const good = entries.every(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0] !== '' && entry[1] !== '',
  );
  return good && entries.length > 0 ? new Map(entries) : null;
}
