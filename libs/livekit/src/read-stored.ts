/**
 * An event as the log tells it, back to what was folded when it came: LiveKit's own, and those that we made. Invariants: never throws;
 * what leaves here carries no secret, whoever wrote it down.
 */
import type { DomainEvent } from '@livekit-dashboard/domain';
import { domainEvent, shapesOfSynthetic, shapesOfWebhook } from './domain-event';
import { textAt, type JsonObject } from './json';
import { wholeSecond } from './parse-webhook';
import { redact } from './redact';

export interface StoredTold {
  readonly id: string;
  /** Null: it did not tell. */
  readonly createdAtMs: number | null;
  readonly receivedAtMs: number;
  readonly synthetic: boolean;
  readonly payload: JsonObject;
}

/** Null: the payload names no event. */
export function readStored(told: StoredTold): { readonly event: DomainEvent; readonly payload: JsonObject } | null {
  const { id, receivedAtMs, synthetic } = told;
  if (textAt(told.payload, 'event') === '') return null;
  const payload = redact(told.payload);
  const createdAtMs = told.createdAtMs ?? wholeSecond(receivedAtMs);
  const shapesOf = synthetic ? shapesOfSynthetic : shapesOfWebhook;
  return { event: domainEvent(payload, { id, createdAtMs, receivedAtMs }, shapesOf), payload };
}
