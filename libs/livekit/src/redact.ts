/**
 * Takes the secrets out of a payload before anybody keeps it. Invariants: whatever else is in it stays as it was, key
 * order and odd keys included; user text (metadata, attributes) is never touched; the argument is never changed, what has
 * no secret in it is shared with the result.
 * A secret is known by its field's name, also one that this version of LiveKit does not have yet, or by being part of a URL.
 */
import { REMOVED } from '@livekit-dashboard/contracts';
import { fieldKind, type FieldKind } from './field-kind';
import type { JsonObject } from './json';
import { redactUrls } from './redact-url';

/** Deeper than any message of LiveKit; what is below is removed, so that no later recursion can overflow the stack. */
const MAX_DEPTH = 64;

export function redact(payload: JsonObject): JsonObject {
  return inObject(payload, 'plain', 0);
}

/** The same object, unless something in it changes. */
function inObject(from: JsonObject, kind: FieldKind, depth: number): JsonObject {
  const whip = from['inputType'] === 'WHIP_INPUT' || from['inputType'] === 1;
  let copy: Record<string, unknown> | null = null;
  for (const key of Object.keys(from)) {
    const before = from[key];
    const own = kind === 'userText' ? kind : fieldKind(key);
    const after = inValue(before, whip && own === 'urls' ? 'whip' : own, depth + 1);
    if (after === before) continue;
    copy ??= { ...from };
    // Plain assignment to `__proto__` would set the prototype.
    Object.defineProperty(copy, key, { value: after, enumerable: true, configurable: true, writable: true });
  }
  return copy ?? from;
}

function inValue(value: unknown, kind: FieldKind | 'whip', depth: number): unknown {
  if (kind === 'secret') return isTelling(value) ? REMOVED : value;
  if (typeof value === 'string') {
    return kind === 'urls' || kind === 'whip' ? redactUrls(value, kind === 'whip') : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return REMOVED;
  if (!Array.isArray(value)) return inObject(value as JsonObject, kind === 'userText' ? kind : 'plain', depth);
  const items = value.map((item) => inValue(item, kind, depth + 1));
  return items.some((item, index) => item !== value[index]) ? items : value;
}

/** A flag such as `hasPassword: true` and an empty text give nothing away. */
const isTelling = (value: unknown): boolean => value !== '' && value !== null && typeof value !== 'boolean';
