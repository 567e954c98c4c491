/**
 * The evidence of one egress, and of one use of an ingress: the strongest whole payload of each, and whether LiveKit
 * still lists it. A listing without the job ends a job whose own end was never received; a later sign of life or a
 * terminal status voids that end.
 */
import { FAILED_EGRESS_STATUSES } from '@livekit-dashboard/contracts';
import { latest, strongest, type EvidenceKey } from './evidence';
import {
  occurredAtMs,
  rankOf,
  type DomainEvent,
  type EgressEvidence,
  type FoldedEvent,
  type IngressEvidence,
} from './event';

/** What LiveKit's listings reported about a job. */
export interface JobListing {
  /** Start of the latest listing that did not contain it, in ms; null if every listing did. */
  readonly goneMs: number | null;
  /** Latest time at which it was certainly running, in ms; null if there is none. */
  readonly lastSignMs: number | null;
}

/** The value for jobs that were stored before jobs were compared with LiveKit's listings. */
export const NEVER_MISSED: JobListing = { goneMs: null, lastSignMs: null };

export interface JobEnd {
  readonly atMs: number | null;
  readonly estimated: boolean;
}

export interface EgressRecord extends JobListing {
  readonly id: string;
  readonly sessionSid: string | null;
  readonly roomName: string | null;
  readonly known: EgressEvidence & { readonly key: EvidenceKey };
}

export interface IngressRecord extends JobListing {
  readonly id: string;
  readonly resourceId: string | null;
  /**
   * From the strongest payload that named a room. LiveKit clears the room in an ingress state before and after the
   * stream.
   */
  readonly room: { readonly key: EvidenceKey; readonly sid: string; readonly name: string | null } | null;
  readonly known: IngressEvidence & { readonly key: EvidenceKey };
}

const TERMINAL: ReadonlySet<string> = new Set([
  'EGRESS_COMPLETE',
  'EGRESS_FAILED',
  'EGRESS_ABORTED',
  'EGRESS_LIMIT_REACHED',
]);
const FAILED: ReadonlySet<string> = new Set(FAILED_EGRESS_STATUSES);
const INGRESS_TERMINAL: ReadonlySet<string> = new Set(['ENDPOINT_INACTIVE', 'ENDPOINT_ERROR', 'ENDPOINT_COMPLETE']);

/**
 * A terminal status beats an open one, then the later update wins, then the later stage: LiveKit can send
 * `egress_ended` twice.
 */
export function withEgressEvidence(
  egress: EgressRecord | null,
  event: DomainEvent,
  name: FoldedEvent,
  evidence: EgressEvidence,
): EgressRecord {
  const ended = TERMINAL.has(evidence.status) || name === 'egress_ended';
  const { key, endedAtMs } = jobKey(event, name, evidence, ended);
  return {
    id: evidence.id,
    sessionSid: egress?.sessionSid ?? evidence.roomSid,
    roomName: egress?.roomName ?? evidence.roomName,
    known: strongest(egress?.known ?? null, { ...evidence, endedAtMs, key }),
    ...listingWith(egress, event, name, ended),
  };
}

/** LiveKit reuses ingress ids, so one use is identified by (id, resource id). */
export function withIngressEvidence(
  ingress: IngressRecord | null,
  event: DomainEvent,
  name: FoldedEvent,
  evidence: IngressEvidence,
): IngressRecord {
  const ended = name === 'ingress_ended' || (evidence.status !== null && INGRESS_TERMINAL.has(evidence.status));
  const { key, endedAtMs } = jobKey(event, name, evidence, ended);
  const { id, resourceId, roomSid: sid, roomName } = evidence;
  return {
    id,
    resourceId,
    room: sid === null ? (ingress?.room ?? null) : strongest(ingress?.room ?? null, { key, sid, name: roomName }),
    known: strongest(ingress?.known ?? null, { ...evidence, endedAtMs, key }),
    ...listingWith(ingress, event, name, ended),
  };
}

const GONE: ReadonlySet<FoldedEvent> = new Set(['egress_gone', 'ingress_gone']);

/** A `..._gone` event carries a copy of what was already known, so it outranks no payload. */
function jobKey(
  event: DomainEvent,
  name: FoldedEvent,
  { updatedAtMs, endedAtMs }: Pick<EgressEvidence, 'updatedAtMs' | 'endedAtMs'>,
  ended: boolean,
): { readonly key: EvidenceKey; readonly endedAtMs: number | null } {
  const seenMs = updatedAtMs ?? occurredAtMs(event);
  return {
    key: [GONE.has(name) ? -1 : Number(ended), seenMs, rankOf(name), event.id],
    endedAtMs: endedAtMs ?? (ended ? seenMs : null),
  };
}

function listingWith(job: JobListing | null, event: DomainEvent, name: FoldedEvent, ended: boolean): JobListing {
  const at = occurredAtMs(event);
  const gone = GONE.has(name);
  return {
    goneMs: latest(job?.goneMs ?? null, gone ? at : null),
    lastSignMs: latest(job?.lastSignMs ?? null, gone || ended ? null : at),
  };
}

/** How the job ended, never before it started; null while it runs. `atMs` is null if it ended at an unknown time. */
export function jobEnd({ known, goneMs, lastSignMs }: EgressRecord | IngressRecord): JobEnd | null {
  if (known.key[0] === 1)
    return { atMs: known.endedAtMs && latest(known.endedAtMs, known.startedAtMs), estimated: false };
  if (goneMs === null || (lastSignMs !== null && lastSignMs > goneMs)) return null;
  return { atMs: latest(goneMs, known.startedAtMs), estimated: true };
}

export const isEgressOpen = (egress: EgressRecord): boolean => jobEnd(egress) === null;
export const isIngressOpen = (ingress: IngressRecord): boolean => jobEnd(ingress) === null;
/** Whether it ended without a recording. */
export const isEgressFailed = (egress: EgressRecord): boolean => FAILED.has(egress.known.status);
export const ingressKey = (id: string, resourceId: string | null): string => `${id}/${resourceId ?? ''}`;
