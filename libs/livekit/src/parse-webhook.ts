/**
 * A webhook's body, already known to be signed, to what it tells. The one place that knows how LiveKit's events look.
 * Invariant: never throws. Plain JSON instead of the SDK's `WebhookEvent.fromJson`, which refuses enums it does not know
 * (a newer server's event would be lost) and takes several times as long.
 */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { DomainEvent } from '@livekit-dashboard/domain';
import { domainEvent, shapesOfWebhook } from './domain-event';
import { isObject, tellingTextAt, textAt, type JsonObject } from './json';
import { redact } from './redact';
import { secondsAt } from './times';

export type ParseFault = 'not_utf8' | 'not_json' | 'no_event_name';

export type ParsedWebhook =
  | { readonly ok: true; readonly event: DomainEvent; readonly payload: JsonObject }
  | { readonly ok: false; readonly fault: ParseFault };

/** When an event was made, if it does not tell: in the second in which it came. */
export const wholeSecond = (receivedAtMs: number): number => Math.floor(receivedAtMs / 1000) * 1000;

/** `receivedAtMs`: when this copy came. `payload` is the body with its secrets removed. */
export function parseWebhook(body: Buffer, receivedAtMs: number): ParsedWebhook {
  if (!isUtf8(body)) return { ok: false, fault: 'not_utf8' };
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    return { ok: false, fault: 'not_json' };
  }
  if (!isObject(json) || textAt(json, 'event') === '') return { ok: false, fault: 'no_event_name' };
  const payload = redact(json);
  // The same bytes have the same id: a retry of an event that came without one is still known as a duplicate.
  const id = tellingTextAt(payload, 'id') ?? `sha256:${createHash('sha256').update(body).digest('hex')}`;
  const createdAtMs = secondsAt(payload, 'createdAt') ?? wholeSecond(receivedAtMs);
  return { ok: true, event: domainEvent(payload, { id, createdAtMs, receivedAtMs }, shapesOfWebhook), payload };
}
