/** What one connection, egress or ingress adds to usage, taken out of the rows: everything else in this folder counts these. */
import type { Dimension } from '@livekit-dashboard/contracts';
import { isEgressOpen, isIngressOpen, type EgressRecord, type IngressRecord } from '../egress';
import { isAborted, kindOf, type ParticipantRecord } from '../participant';
import { SILENCE_MS, sessionEnd, type SessionRecord } from '../session';
import { participantEnd } from '../views';
import {
  connectionDimensions,
  connectionTimes,
  egressDimensions,
  ingressDimensions,
  type TimeMeasure,
} from './dimensions';

export interface Stretch {
  readonly startMs: number;
  /** Null while it is open. Never before the start. */
  readonly endMs: number | null;
  /** An open one that only its own events could end counts no further than this: nothing costs for ever. */
  readonly openUntilMs: number | null;
  /** Its end, or that it is still open, is a guess. */
  readonly estimated: boolean;
  readonly dimensions: readonly Dimension[];
  readonly times: readonly TimeMeasure[];
  /** What it counts as once, at its start. */
  readonly mark: 'joins' | 'aborted' | null;
}

const NOTHING = { openUntilMs: null, estimated: false, dimensions: [], times: [], mark: null } as const;

/** Null if it was neither in nor given up. */
export function connectionStretch(participant: ParticipantRecord, session: SessionRecord | undefined): Stretch | null {
  const { joinedMs, abort, lastSignMs } = participant;
  if (isAborted(participant)) return abort && { ...NOTHING, startMs: abort.atMs, endMs: abort.atMs, mark: 'aborted' };
  if (!participant.everActive) return null;
  if (joinedMs === null) {
    // In at some time, but since when is not known: a join without time.
    return lastSignMs === null ? null : { ...NOTHING, startMs: lastSignMs, endMs: lastSignMs, mark: 'joins' };
  }
  const end = participantEnd(participant, session);
  const kind = kindOf(participant);
  return {
    ...NOTHING,
    startMs: joinedMs,
    endMs: end?.atMs ?? null,
    estimated: end?.estimated ?? false,
    dimensions: connectionDimensions(kind),
    times: connectionTimes(kind),
    mark: 'joins',
  };
}

/** Null if it never started. */
export const egressStretch = (egress: EgressRecord, session: SessionRecord | undefined): Stretch | null =>
  jobStretch(egress.known, isEgressOpen(egress), egressDimensions(egress.known), session);

/** Null if nothing ever streamed into it. */
export const ingressStretch = (ingress: IngressRecord, session: SessionRecord | undefined): Stretch | null =>
  jobStretch(ingress.known, isIngressOpen(ingress), ingressDimensions(ingress.known), session);

type Job = (EgressRecord | IngressRecord)['known'];

/** A job without an end of its own ends with its session; one without a session (a web egress) may outlive what tells of it. */
function jobStretch(
  job: Job,
  open: boolean,
  dimensions: readonly Dimension[],
  session: SessionRecord | undefined,
): Stretch | null {
  const startMs = job.startedAtMs;
  if (startMs === null) return null;
  const notBeforeStart = (ms: number): number => Math.max(ms, startMs);
  const whole = { ...NOTHING, startMs, dimensions };
  if (!open) return { ...whole, endMs: notBeforeStart(job.endedAtMs ?? startMs) };
  const end = session ? sessionEnd(session) : null;
  if (end) return { ...whole, endMs: notBeforeStart(end.atMs), estimated: true };
  const openUntilMs = session ? null : notBeforeStart(job.updatedAtMs ?? startMs) + SILENCE_MS.occupied;
  return { ...whole, endMs: null, openUntilMs, estimated: openUntilMs !== null };
}
