/**
 * Takes the secrets out of a payload before anybody keeps it. Invariants: whatever else is in it stays as it was, key
 * order and odd keys included; user text (metadata, attributes) is never touched; the argument is never changed.
 * A secret is known by its field's name, also one that this version of LiveKit does not have yet, or by being part of a URL.
 */
import { isObject } from './json';
import { redactUrls, REMOVED } from './redact-url';

/** Deeper than any message of LiveKit; what is below is removed, so that no later recursion can overflow the stack. */
const MAX_DEPTH = 64;

/** turnPassword, streamKey, accessKey, sessionToken, signingKey, inboundPassword, assumeRoleExternalId ... */
const SECRET =
  /passw|passphrase|secret|token|credential|authorization|cookie|^pin$|^jwt$|externalid$|(stream|access|account|signing|api|private|shared|encryption)_?key/i;
const USER_TEXT = /^(participant)?_?(metadata|attributes)$/i;
const MAY_HOLD_URLS = /(url|uri|endpoint|location|error|details|message)s?$/i;

export function redact(payload: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return object(payload, 0, false);
}

function object(from: Readonly<Record<string, unknown>>, depth: number, userText: boolean): Record<string, unknown> {
  const whip = from['inputType'] === 'WHIP_INPUT' || from['inputType'] === 1;
  // fromEntries defines keys, so that `__proto__` stays a key like any other.
  return Object.fromEntries(
    Object.entries(from).map(([key, value]) => [key, field(key, value, depth + 1, userText, whip)]),
  );
}

function field(key: string, value: unknown, depth: number, userText: boolean, whip: boolean): unknown {
  if (userText || USER_TEXT.test(key)) return inner(value, depth, () => value, true);
  if (SECRET.test(key)) return isTelling(value) ? REMOVED : value;
  return inner(value, depth, (text) => (MAY_HOLD_URLS.test(key) ? redactUrls(text, whip) : text), false);
}

function inner(value: unknown, depth: number, ofText: (text: string) => unknown, userText: boolean): unknown {
  if (typeof value === 'string') return ofText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return REMOVED;
  if (Array.isArray(value)) return value.map((item) => inner(item, depth + 1, ofText, userText));
  return isObject(value) ? object(value, depth, userText) : value;
}

/** A flag such as `hasPassword: true` and an empty text give nothing away. */
const isTelling = (value: unknown): boolean => value !== '' && value !== null && typeof value !== 'boolean';
