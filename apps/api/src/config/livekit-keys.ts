/**
 * Parses `LIVEKIT_KEYS`, in the form of `keys` in livekit.yaml: `key: secret` pairs, one per line or separated by
 * commas, with or without braces. Lifecycle: read once at start. Invariant: an error never quotes the text, which
 * consists of secrets.
 */
import { parse } from 'yaml';

const FORM =
  'must be `key: secret` pairs as livekit.yaml writes them (a space after the colon), one a line or separated by commas';

/** `failsafe` keeps every scalar as text, so that a secret of digits is unchanged. Throws on invalid YAML. */
export const parseYaml = (text: string): unknown =>
  parse(text, { schema: 'failsafe', logLevel: 'silent', prettyErrors: false });

const asFlow = (text: string): string => {
  const lines = text.split(/\r?\n/).map((line) => line.trim().replace(/,$/, ''));
  return `{${lines.filter((line) => line !== '' && !line.startsWith('#')).join(', ')}}`;
};

export function parseKeys(text: string): ReadonlyMap<string, string> | { readonly issue: string } {
  let parsed: unknown;
  try {
    parsed = parseYaml(text.trim().startsWith('{') ? text : asFlow(text));
  } catch {
    return { issue: FORM };
  }
  return keysOf(parsed) ?? { issue: FORM };
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
