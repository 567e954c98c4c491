/**
 * Rebuilds the domain event from a stored event, LiveKit's or synthetic. Invariants: never throws; nothing it returns
 * contains a secret, whatever release stored the event.
 */
import { withPlainNumbers } from '@livekit-dashboard/contracts';
import type { DomainEvent } from '@livekit-dashboard/domain';
import { domainEvent, shapesOfSynthetic, shapesOfWebhook } from './domain-event';
import { textAt, type JsonObject } from './json';
import { wholeSecond } from './parse-webhook';
import { redact } from './redact';
import { secondsAt } from './times';

export interface StoredEventRecord {
  readonly id: string;
  /** Null: read from the payload, if it has one. */
  readonly createdAtMs: number | null;
  readonly receivedAtMs: number;
  readonly synthetic: boolean;
  readonly payload: JsonObject;
}

/** Null if the payload names no event. */
export function readStored(
  record: StoredEventRecord,
): { readonly event: DomainEvent; readonly payload: JsonObject } | null {
  const { id, receivedAtMs, synthetic } = record;
  if (textAt(record.payload, 'event') === '') return null;
  const payload = redact(record.payload);
  const createdAtMs = record.createdAtMs ?? secondsAt(payload, 'createdAt') ?? wholeSecond(receivedAtMs);
  const shapesOf = synthetic ? shapesOfSynthetic : shapesOfWebhook;
  return { event: domainEvent(withPlainNumbers(payload), { id, createdAtMs, receivedAtMs }, shapesOf), payload };
}
