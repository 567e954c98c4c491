/** Egresses and ingresses as rows of a common table. Pure. */
import { type Egress, FAILED_EGRESS_STATUSES, type Ingress, rowId } from '@livekit-dashboard/contracts';
import type { Tone } from '@livekit-dashboard/ui';
import { resultLine } from '../shared/egress-results';

export type JobKind = 'egress' | 'ingress';

export interface JobRow {
  /** Unique among all servers; the `id` of its changes. */
  readonly key: string;
  readonly id: string;
  readonly source: string;
  readonly status: { readonly tone: Tone; readonly label: string; readonly isRunning: boolean };
  /** `room composite`, `RTMP`. */
  readonly type: string;
  readonly roomName: string | null;
  readonly sessionSid: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** The end was not reported. */
  readonly isEndEstimated: boolean;
  /** The location of the result, or the reason why there is none. Empty: not reported. */
  readonly result: string;
  readonly error: string | null;
  readonly egress: Egress | null;
  readonly ingress: Ingress | null;
}

export interface JobFilter {
  readonly state?: 'active' | 'ended' | undefined;
  /** Failed ones only. */
  readonly failed?: boolean | undefined;
  /** Kind of an egress, input type of an ingress. */
  readonly type?: string | undefined;
  readonly source?: string | undefined;
  readonly text?: string | undefined;
}

export const EGRESS_KINDS = ['room_composite', 'web', 'participant', 'track_composite', 'track'] as const;
export const INGRESS_TYPES = ['RTMP_INPUT', 'WHIP_INPUT', 'URL_INPUT'] as const;
export const FAILED_INGRESS_STATUSES = ['ENDPOINT_ERROR'] as const;

const FAILED: ReadonlySet<string> = new Set([...FAILED_EGRESS_STATUSES, ...FAILED_INGRESS_STATUSES]);

/** `EGRESS_LIMIT_REACHED` as `Limit reached`. */
export function statusLabel(status: string | null): string {
  const words = (status ?? '')
    .replace(/^(EGRESS|ENDPOINT)_/, '')
    .toLowerCase()
    .replaceAll('_', ' ');
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : 'Unknown';
}

export const typeLabel = (type: string | null): string =>
  type === null ? 'unknown' : type.endsWith('_INPUT') ? type.replace('_INPUT', '') : type.replaceAll('_', ' ');

function statusOf(status: string | null, endedAt: string | null, isEstimated: boolean): JobRow['status'] {
  if (isEstimated) return { tone: 'doubt', label: 'End not reported', isRunning: false };
  const isRunning = endedAt === null;
  const tone = FAILED.has(status ?? '') ? 'bad' : isRunning ? 'live' : 'ended';
  return { tone, label: statusLabel(status), isRunning };
}

export function egressRow(egress: Egress): JobRow {
  const { id, source, roomName, sessionSid, startedAt, endedAt } = egress;
  const [first, ...more] = egress.results.map(resultLine);
  const where = first ? (first.location ?? first.name) + (more.length > 0 ? ` and ${more.length} more` : '') : '';
  return {
    ...{ key: rowId(source, id), id, source, roomName, sessionSid, startedAt, endedAt },
    status: statusOf(egress.status, endedAt, egress.endEstimated),
    type: typeLabel(egress.kind),
    isEndEstimated: egress.endEstimated,
    result: where,
    error: egress.error,
    egress,
    ingress: null,
  };
}

export function ingressRow(ingress: Ingress): JobRow {
  const { id, source, roomName, sessionSid, startedAt, endedAt } = ingress;
  return {
    ...{
      key: rowId(source, `${id}/${ingress.resourceId ?? ''}`),
      id,
      source,
      roomName,
      sessionSid,
      startedAt,
      endedAt,
    },
    status: statusOf(ingress.status, endedAt, ingress.endEstimated),
    type: typeLabel(ingress.inputType),
    isEndEstimated: ingress.endEstimated,
    result: '',
    error: ingress.error,
    egress: null,
    ingress,
  };
}

/** Whether a changed row belongs to the list, by the server's rules. */
export function matches(row: JobRow, { state, failed, type, source, text }: JobFilter): boolean {
  if (state !== undefined && (state === 'active') !== (row.endedAt === null)) return false;
  if (failed && !FAILED.has((row.egress ?? row.ingress)?.status ?? '')) return false;
  if (type && (row.egress?.kind ?? row.ingress?.inputType) !== type) return false;
  if (source && row.source !== source) return false;
  if (!text) return true;
  const part = text.toLowerCase();
  const texts = [row.id, row.ingress?.resourceId, row.roomName, row.sessionSid, row.egress?.manifestLocation];
  return [...texts, row.egress && JSON.stringify(row.egress.results)].some((one) => one?.toLowerCase().includes(part));
}

/** Newest first; jobs that have not started are before all others. */
export const byStart = (a: JobRow, b: JobRow): number => {
  const [first, second] = [startOf(a), startOf(b)];
  return first === second ? (a.key < b.key ? 1 : -1) : first < second ? 1 : -1;
};

const startOf = ({ startedAt, endedAt }: JobRow): string => startedAt ?? endedAt ?? '9';
