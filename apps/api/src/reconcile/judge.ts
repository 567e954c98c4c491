/**
 * Whether a listing is credible at all. `LIVEKIT_URL` can be the address of another server, and a server can lag or
 * list nothing while its webhooks report rooms. Such a listing contradicts the webhooks as a whole: it ends nothing and
 * starts nothing. Pure.
 *
 * lists a room that webhooks reported   agrees: proof that the server at this address sends the webhooks lists none,
 * and never did             unproven: so does an idle server at a wrong address, so it ends nothing lists rooms, none
 * of them reported    another server, unless the rooms can have succeeded ours while webhooks were lost; the proof is
 * void lists none of what was reported in    lags; after `quietMs` without webhooks a proven server is believed, for
 * one that was the last `quietMs`                    killed lists nothing and sends nothing a webhook of a room arrived
 * later     refuted: another server; the proof is void
 */
import type { ListedRoom } from '@livekit-dashboard/livekit';
import type { HeldSession } from '../store/reconcile/held.repository';
import { goneSessionKey } from './absence';
import type { ListingMark, ReconcileMemory } from './memory';

export interface Testimony extends ListingMark {
  readonly rooms: readonly Pick<ListedRoom, 'room'>[];
  /** Sids that were listed during a part of the request only. */
  readonly inFlux: ReadonlySet<string>;
  /** The sessions that are active, and those listed. */
  readonly sessions: readonly HeldSession[];
  /** When LiveKit created the last received webhook, in ms by its own clock. Null: not known. */
  readonly lastWebhookMs: number | null;
}

export interface Judgement {
  readonly believed: boolean;
  /** Whether it contains none of the rooms that webhooks reported, although some should exist. */
  readonly namesNone: boolean;
  /** Since when (ms) listings contradict the webhooks, once a lag can no longer explain it. Null: they do not. */
  readonly contradictedMs: number | null;
  /** The previous state, except for what was absent. */
  readonly memory: ReconcileMemory;
}

/** LiveKit lists a new room some seconds after its first webhook. */
const LAG_MS = 10_000;
/** The sender's clock can deviate as far as its tokens allow. */
const SKEW_MS = 60_000;

export function judge(testimony: Testimony, before: ReconcileMemory, quietMs: number): Judgement {
  const { atMs, head, rooms, inFlux, sessions } = testimony;
  const listed = new Set(rooms.map(({ room }) => room.sid));
  const isListed = ({ sid }: HeldSession): boolean => listed.has(sid) || inFlux.has(sid);
  const agrees = sessions.some((row) => isListed(row) && isOwn(row, before));
  const reported = sessions.filter((row) => row.state === 'active' && row.heard);
  const unlisted = reported.filter((row) => !isListed(row));

  const lately = reported.filter(({ webhookMs }) => webhookMs !== null && webhookMs > atMs - quietMs);
  const lags = lately.length > (agrees ? 1 : 0) && !lately.some(isListed);
  const namesNone = !agrees && unlisted.length > 0;
  const unproven = namesNone && before.agreedMs === null;
  const strange = namesNone && listed.size > 0 && !canSucceed(testimony, before);
  // Rooms that appeared or disappeared during the request may belong to another server that answered a part of it.
  const turning = namesNone && listed.size === 0 && inFlux.size > 0;
  const refuted = !agrees && (before.refuted || unlisted.some((row) => refutes(row, before.disagreed)));

  const contradicts = lags || unproven || strange || turning || refuted;
  const sinceMs = contradicts ? (before.contradictedMs ?? atMs) : null;
  const certain = strange || refuted || (sinceMs !== null && atMs - sinceMs >= quietMs * 1.5);
  const comparable = agrees || namesNone;
  return {
    believed: !contradicts,
    namesNone,
    contradictedMs: certain ? sinceMs : null,
    memory: {
      ...before,
      agreedMs: agrees && !contradicts ? atMs : strange || refuted ? null : before.agreedMs,
      contradictedMs: comparable ? sinceMs : before.contradictedMs,
      disagreed: agrees ? null : namesNone ? { atMs, head } : before.disagreed,
      refuted,
    },
  };
}

/**
 * Webhooks reported it, or every listing since it first appeared did, and one of these also contained a room that
 * webhooks had reported.
 */
const isOwn = ({ sid, state, heard, firstSeenMs }: HeldSession, { agreedMs, absent }: ReconcileMemory): boolean =>
  heard || (state === 'active' && agreedMs !== null && firstSeenMs <= agreedMs && !(goneSessionKey(sid) in absent));

/** It existed before that listing began, which did not contain it, and a sign of life was received after it. */
const refutes = (row: HeldSession, disagreed: ListingMark | null): boolean =>
  disagreed !== null &&
  row.webhookMs !== null &&
  row.streamOffset > disagreed.head &&
  row.firstSeenMs < disagreed.atMs - LAG_MS &&
  (row.lastSignMs ?? 0) > disagreed.atMs - SKEW_MS;

/**
 * A proven server lists only rooms that were created after its last webhook: they replaced ours while webhooks were
 * lost.
 */
const canSucceed = ({ rooms, lastWebhookMs }: Testimony, { agreedMs }: ReconcileMemory): boolean =>
  agreedMs !== null &&
  rooms.every(({ room }) => room.creationTimeMs !== null && room.creationTimeMs >= (lastWebhookMs ?? 0));
