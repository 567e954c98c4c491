/**
 * The interval that one connection, egress or ingress adds to usage. Everything else in this folder counts intervals.
 */
import type { Dimension } from '@livekit-dashboard/contracts';
import { jobEnd, type EgressRecord, type IngressRecord } from '../egress';
import { countedKindOf, isAborted, type ParticipantRecord } from '../participant';
import { SILENCE_MS, sessionEnd, type SessionRecord } from '../session';
import { participantEnd } from '../participant-view';
import {
  connectionDimensions,
  connectionTimes,
  egressDimensions,
  ingressDimensions,
  type TimeMeasure,
} from './dimensions';

export interface Interval {
  readonly startMs: number;
  /** Null while it is open. Never before the start. */
  readonly endMs: number | null;
  /**
   * The limit of an open interval that only its own events could end, so that it does not add cost for ever; null if
   * there is none.
   */
  readonly openUntilMs: number | null;
  /** Whether its end, or that it is still open, is an estimate. */
  readonly estimated: boolean;
  readonly dimensions: readonly Dimension[];
  readonly times: readonly TimeMeasure[];
  /** What it counts as once, at its start. */
  readonly countedAs: 'joins' | 'aborted' | null;
}

const NOTHING = { openUntilMs: null, estimated: false, dimensions: [], times: [], countedAs: null } as const;

/** Null if it was neither active nor aborted, or if its session is unknown. */
export function connectionInterval(
  participant: ParticipantRecord,
  session: SessionRecord | undefined,
): Interval | null {
  const { joinedMs, abort, lastSignMs, sessionSid } = participant;
  if (sessionSid === null) return null;
  if (isAborted(participant))
    return abort && { ...NOTHING, startMs: abort.atMs, endMs: abort.atMs, countedAs: 'aborted' };
  if (!participant.everActive) return null;
  if (joinedMs === null) {
    // It was active at some time, but its join time is unknown: a join without time (US3).
    return lastSignMs === null ? null : { ...NOTHING, startMs: lastSignMs, endMs: lastSignMs, countedAs: 'joins' };
  }
  const end = participantEnd(participant, session);
  const kind = countedKindOf(participant);
  return {
    ...NOTHING,
    startMs: joinedMs,
    endMs: end?.atMs ?? null,
    estimated: end?.estimated ?? false,
    dimensions: connectionDimensions(kind),
    times: connectionTimes(kind),
    countedAs: 'joins',
  };
}

/** Null if it never started. */
export const egressInterval = (egress: EgressRecord, session: SessionRecord | undefined): Interval | null =>
  jobInterval(egress, egressDimensions(egress.known), session);

/** Null if it never received a stream. */
export const ingressInterval = (ingress: IngressRecord, session: SessionRecord | undefined): Interval | null =>
  jobInterval(ingress, ingressDimensions(ingress.known), session);

/**
 * A job without an end of its own ends with its session. A job without a session (a web egress) can outlive the events
 * that report it, so its open interval has a limit.
 */
function jobInterval(
  job: EgressRecord | IngressRecord,
  dimensions: readonly Dimension[],
  session: SessionRecord | undefined,
): Interval | null {
  const { startedAtMs: startMs, updatedAtMs } = job.known;
  if (startMs === null) return null;
  const notBeforeStart = (ms: number): number => Math.max(ms, startMs);
  const whole = { ...NOTHING, startMs, dimensions };
  const own = jobEnd(job);
  if (own) return { ...whole, endMs: own.atMs ?? startMs, estimated: own.estimated };
  const end = session ? sessionEnd(session) : null;
  if (end) return { ...whole, endMs: notBeforeStart(end.atMs), estimated: true };
  const openUntilMs = session ? null : notBeforeStart(updatedAtMs ?? startMs) + SILENCE_MS.occupied;
  return { ...whole, endMs: null, openUntilMs, estimated: openUntilMs !== null };
}
