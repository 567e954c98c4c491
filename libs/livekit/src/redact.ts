/**
 * Removes the secrets of a payload before it is stored, published or logged (ST9). Invariants: everything else is
 * unchanged, key order and unusual keys included; user text (metadata, attributes) is never changed; the argument is
 * never changed, and parts without a secret are shared with the result. A secret is recognized by the name of its
 * field, including names that no LiveKit version uses yet, or by its place in a URL.
 */
import { REMOVED } from '@livekit-dashboard/contracts';
import { fieldKind, type FieldKind } from './field-kind';
import type { JsonObject } from './json';
import { redactUrls } from './redact-url';

/**
 * Deeper than any message of LiveKit. What is nested deeper is removed, so that no later recursion can overflow the
 * stack.
 */
const MAX_DEPTH = 64;

export function redact(payload: JsonObject): JsonObject {
  return inObject(payload, 'plain', 0);
}

/** Returns the same object if nothing in it changes. */
function inObject(from: JsonObject, kind: FieldKind, depth: number): JsonObject {
  const input = from['inputType'] ?? from['input_type'];
  const whip = input === 'WHIP_INPUT' || input === 1;
  let copy: Record<string, unknown> | null = null;
  for (const key of Object.keys(from)) {
    const before = from[key];
    const own = kind === 'userText' ? kind : fieldKind(key);
    const after = inValue(before, whip && own === 'urls' ? 'whip' : own, depth + 1);
    if (after === before) continue;
    copy ??= { ...from };
    // Assignment to `__proto__` would set the prototype.
    Object.defineProperty(copy, key, { value: after, enumerable: true, configurable: true, writable: true });
  }
  return copy ?? from;
}

function inValue(value: unknown, kind: FieldKind | 'whip', depth: number): unknown {
  if (kind === 'secret') return revealsSomething(value) ? REMOVED : value;
  if (typeof value === 'string') {
    return kind === 'urls' || kind === 'whip' ? redactUrls(value, kind === 'whip') : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return REMOVED;
  if (!Array.isArray(value)) return inObject(value as JsonObject, kind === 'userText' ? kind : 'plain', depth);
  const items = value.map((item) => inValue(item, kind, depth + 1));
  return items.some((item, index) => item !== value[index]) ? items : value;
}

/** A flag such as `hasPassword: true` and an empty text reveal nothing. */
const revealsSomething = (value: unknown): boolean => value !== '' && value !== null && typeof value !== 'boolean';
