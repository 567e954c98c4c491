import { WebhookEvent } from 'livekit-server-sdk';
import type { Random } from './random';

/** The part of `WebhookEvent` that a model fills in, in the JSON mapping of protobuf (enums by name, 64-bit numbers as text). */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = Record<string, Json>;

/** One webhook, ready to sign and post. */
export interface Delivery {
  /** When LiveKit would send it, ms since 1970. */
  readonly atMs: number;
  readonly id: string;
  readonly event: string;
  /** What LiveKit queues it by: egress id, else ingress id, else room name. */
  readonly key: string;
  readonly body: string;
}

/** What a model of LiveKit stands on: the time, chance, and a place to put its events. */
export interface Host {
  readonly random: Random;
  nowMs(): number;
  emit(event: string, key: string, parts: JsonObject): void;
}

/** Whole seconds, as `createdAt`, `joinedAt` and `creationTime` count. */
export const seconds = (ms: number): string => String(Math.floor(ms / 1000));
/** Nanoseconds, as egress and ingress count. */
export const nanos = (ms: number): string => `${Math.floor(ms)}000000`;

/**
 * Writes an event as LiveKit does. It goes through the protobuf message, which leaves out zero values, writes 64-bit numbers
 * as text, and refuses a field or enum value that LiveKit does not have.
 */
export function delivery(
  host: Pick<Host, 'random'>,
  atMs: number,
  event: string,
  key: string,
  parts: JsonObject,
): Delivery {
  const id = `EV_${host.random.text(12)}`;
  const body = WebhookEvent.fromJson({ event, ...parts, id, createdAt: seconds(atMs) }).toJsonString();
  return { atMs, id, event, key, body };
}
