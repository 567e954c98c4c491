/**
 * From the body of a verified webhook to a domain event and its redacted payload. Invariant: never throws. It reads
 * plain JSON rather than calling the SDK's `WebhookEvent.fromJson`, which takes several times as long and refuses
 * unknown enums, so that the events of a newer server would be lost.
 */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { hasDoubtfulNumbers, parseExact, withPlainNumbers } from '@livekit-dashboard/contracts';
import type { DomainEvent } from '@livekit-dashboard/domain';
import { camelKeys } from './camel-keys';
import { domainEvent, shapesOfWebhook } from './domain-event';
import { isObject, nonEmptyTextAt, textAt, type JsonObject } from './json';
import { redact } from './redact';
import { secondsAt } from './times';

export type ParseError = 'not_utf8' | 'not_json' | 'no_event_name';

export type ParsedWebhook =
  | { readonly ok: true; readonly event: DomainEvent; readonly payload: JsonObject }
  | { readonly ok: false; readonly error: ParseError };

/** The creation time of an event that has none: the second in which it was received. */
export const wholeSecond = (receivedAtMs: number): number => Math.floor(receivedAtMs / 1000) * 1000;

/**
 * `receivedAtMs`: when this copy arrived. `payload` is the body without secrets, its numbers with the digits that were
 * sent.
 */
export function parseWebhook(body: Buffer, receivedAtMs: number): ParsedWebhook {
  if (!isUtf8(body)) return { ok: false, error: 'not_utf8' };
  const text = body.toString('utf8');
  let json: unknown;
  try {
    json = parseExact(text);
  } catch {
    return { ok: false, error: 'not_json' };
  }
  if (!isObject(json) || textAt(json, 'event') === '') return { ok: false, error: 'no_event_name' };
  const payload = redact(json);
  const readable = camelKeys(hasDoubtfulNumbers(text) ? withPlainNumbers(payload) : payload);
  // Equal bytes have equal ids, so a retry of an event without an id is still a duplicate.
  const id = nonEmptyTextAt(readable, 'id') ?? `sha256:${createHash('sha256').update(body).digest('hex')}`;
  const createdAtMs = secondsAt(readable, 'createdAt') ?? wholeSecond(receivedAtMs);
  return { ok: true, event: domainEvent(readable, { id, createdAtMs, receivedAtMs }, shapesOfWebhook), payload };
}
