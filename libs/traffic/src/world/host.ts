import { WebhookEvent } from 'livekit-server-sdk';
import type { Random } from './random';

/**
 * The part of `WebhookEvent` that a model fills in, in the JSON mapping of protobuf (enums by name, 64-bit numbers as
 * text).
 */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = Record<string, Json>;

/** One webhook, ready to sign and post. */
export interface Delivery {
  /** When LiveKit would send it, ms since 1970. */
  readonly atMs: number;
  readonly id: string;
  readonly event: string;
  /** The key by which LiveKit queues it: egress id, otherwise ingress id, otherwise room name. */
  readonly key: string;
  /** The sid of the room it is about, also where the body has none. */
  readonly session: string;
  readonly body: string;
}

/** The queue and the room of an event. */
export type About = Pick<Delivery, 'key' | 'session'>;

/** What a model of LiveKit needs: the time, randomness, and a destination for its events. */
export interface Host {
  readonly random: Random;
  nowMs(): number;
  emit(event: string, about: About, parts: JsonObject): void;
}

/** Whole seconds, as `createdAt`, `joinedAt` and `creationTime` count. */
export const seconds = (ms: number): string => String(Math.floor(ms / 1000));
/** Nanoseconds, as egress and ingress count. */
export const nanos = (ms: number): string => `${Math.floor(ms)}000000`;

/**
 * Writes an event as LiveKit does. It goes through the protobuf message, which leaves out zero values, writes 64-bit
 * numbers as text, and refuses a field or enum value that LiveKit does not have.
 */
export function delivery(
  host: Pick<Host, 'random'>,
  atMs: number,
  event: string,
  about: About,
  parts: JsonObject,
): Delivery {
  const id = `EV_${host.random.text(12)}`;
  return {
    atMs,
    id,
    event,
    ...about,
    // Written when it is posted: a week of them takes seconds.
    get body() {
      return WebhookEvent.fromJson({ event, ...parts, id, createdAt: seconds(atMs) }).toJsonString();
    },
  };
}
