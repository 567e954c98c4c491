/**
 * Compares LiveKit's lists of egresses and ingresses with what is stored, like `compare.ts`. LiveKit lists an ended
 * egress for another 24 hours, so the result of a lost webhook is found. Of an egress that it no longer lists only the
 * fact that it ended is known. Pure.
 */
import { egressEvidence, ingressEvidence, type ListedJob } from '@livekit-dashboard/livekit';
import type { EgressEvidence, IngressEvidence } from '@livekit-dashboard/domain';
import type { HeldEgress, HeldIngress } from '../store/reconcile/held-jobs.repository';
import type { Missing } from './absence';
import { partialRoom, type Finding } from './synthetic-event';

export interface EgressListing {
  /** Those that have not ended. */
  readonly active: readonly ListedJob<EgressEvidence>[];
  /** Egresses that are stored as open and not listed, by id. Null: LiveKit does not know it. Left out: not queried. */
  readonly others: ReadonlyMap<string, ListedJob<EgressEvidence> | null>;
}

interface JobsCompared {
  readonly found: readonly Finding[];
  readonly missing: readonly Missing[];
  /** Scopes and keys that the lists do not cover. */
  readonly undecided: readonly string[];
}

export interface JobContext {
  readonly head: number;
  /** Rooms that are listed, or stored as active: a job of any other room is too old to be relevant. */
  readonly rooms: ReadonlySet<string>;
  /** A list without any of the jobs of which a webhook was received after this (ms) lags and proves nothing. */
  readonly latelyMs: number;
}

const NOT_LISTED = { reason: 'LiveKit does not list it any more' };

export function compareEgresses(
  { active, others }: EgressListing,
  stored: readonly HeldEgress[],
  { head, rooms, latelyMs }: JobContext,
): JobsCompared {
  const byId = new Map(stored.map((row) => [row.id, row]));
  const listed = new Map(active.map((one) => [one.evidence.id, one]));
  const fenced = (row: HeldEgress): boolean => row.streamOffset > head;
  const news = active.filter(({ evidence: { id, roomSid, status } }) => {
    const row = byId.get(id);
    if (row === undefined) return roomSid === null || rooms.has(roomSid);
    return !fenced(row) && (row.open ? row.status !== status : row.endEstimated);
  });
  const open = stored.filter((row) => row.open && !listed.has(row.id) && !fenced(row));
  const ended = open.flatMap(({ id }) => others.get(id) ?? []);
  const unknown = open.filter(({ id }) => others.get(id) === null);
  const found = [...news, ...ended].map(egressListed);
  if (lags(stored, unknown, latelyMs)) return { found, missing: [], undecided: ['egress'] };
  const undecided = open.filter(({ id }) => !others.has(id)).map(({ id }) => egressKey(id));
  return { found, missing: unknown.map(missingEgress), undecided };
}

/** One use of an ingress. The ingress itself stays listed, with the state of its latest use. */
export function compareIngresses(
  listed: readonly ListedJob<IngressEvidence>[],
  stored: readonly HeldIngress[],
  { head, rooms, latelyMs }: JobContext,
): JobsCompared {
  const byKey = new Map(stored.map((row) => [keyOf(row.id, row.resourceId), row]));
  const byId = new Map(listed.map((one) => [one.evidence.id, one]));
  const fenced = (row: HeldIngress): boolean => row.streamOffset > head;
  const news = listed.filter(({ evidence: { id, resourceId, roomSid, status } }) => {
    if (resourceId === null) return false;
    const row = byKey.get(keyOf(id, resourceId));
    if (row !== undefined)
      return !fenced(row) && (row.open ? row.status !== status : row.endEstimated && isLive(status));
    return isLive(status) && (roomSid === null || rooms.has(roomSid));
  });
  const unknown = stored.filter((row) => {
    if (!row.open || fenced(row)) return false;
    const now = byId.get(row.id)?.evidence;
    // A use whose resource was never reported may be the current one.
    return now === undefined || (row.resourceId === null ? !isLive(now.status) : now.resourceId !== row.resourceId);
  });
  const found = news.map(ingressListed);
  if (lags(stored, unknown, latelyMs)) return { found, missing: [], undecided: ['ingress'] };
  return { found, missing: unknown.map(missingIngress), undecided: [] };
}

interface Reported {
  readonly open: boolean;
  readonly webhookMs: number | null;
}

/** Recent webhooks reported open jobs, and all of those are missing. */
function lags<Row extends Reported>(stored: readonly Row[], missing: readonly Row[], latelyMs: number): boolean {
  const lately = stored.filter(({ open, webhookMs }) => open && webhookMs !== null && webhookMs > latelyMs);
  return lately.length > 0 && lately.every((row) => missing.includes(row));
}

const LIVE: ReadonlySet<string | null> = new Set(['ENDPOINT_BUFFERING', 'ENDPOINT_PUBLISHING']);
const isLive = (status: string | null): boolean => LIVE.has(status);
const egressKey = (id: string): string => `egress_gone:${id}`;
const keyOf = (id: string, resourceId: string | null): string => JSON.stringify([id, resourceId]);

const roomOf = ({ roomSid, roomName }: Pick<EgressEvidence, 'roomSid' | 'roomName'>): Finding['room'] =>
  roomSid === null ? null : partialRoom(roomSid, roomName);

const egressListed = ({ evidence, payload }: ListedJob<EgressEvidence>): Finding => ({
  event: 'egress_listed',
  room: roomOf(evidence),
  egress: evidence,
  payload: { egressInfo: payload },
});

const ingressListed = ({ evidence, payload }: ListedJob<IngressEvidence>): Finding => ({
  event: 'ingress_listed',
  room: roomOf(evidence),
  ingress: evidence,
  payload: { ingressInfo: payload },
});

/** Repeats what is stored of it, so that a program can identify the job by the event alone. */
function missingEgress({ id, sessionSid, roomName, status, streamOffset, webhookMs }: HeldEgress): Missing {
  const egressInfo = { egressId: id, roomId: sessionSid ?? '', roomName: roomName ?? '', status };
  const egress = egressEvidence(egressInfo);
  return missingJob({ event: 'egress_gone', ...(egress && { egress }), payload: { egressInfo } }, egress, {
    key: egressKey(id),
    scope: 'egress',
    streamOffset,
    webhookMs,
  });
}

function missingIngress(row: HeldIngress): Missing {
  const { id, resourceId, sessionSid, roomName, status, streamOffset, webhookMs } = row;
  const state = { status, resourceId: resourceId ?? '', roomId: sessionSid ?? '' };
  const ingressInfo = { ingressId: id, roomName: roomName ?? '', state };
  const ingress = ingressEvidence(ingressInfo);
  return missingJob({ event: 'ingress_gone', ...(ingress && { ingress }), payload: { ingressInfo } }, ingress, {
    key: `ingress_gone:${keyOf(id, resourceId)}`,
    scope: 'ingress',
    streamOffset,
    webhookMs,
  });
}

const missingJob = (
  finding: Omit<Finding, 'room'>,
  evidence: Pick<EgressEvidence, 'roomSid' | 'roomName'> | null,
  row: Omit<Missing, 'finding'>,
): Missing => ({
  finding: { ...finding, room: evidence && roomOf(evidence), payload: { ...finding.payload, ...NOT_LISTED } },
  ...row,
});
