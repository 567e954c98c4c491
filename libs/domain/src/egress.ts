/** What was seen of one egress, and of one use of an ingress: of each the strongest whole payload. */
import { strongest, type EvidenceKey } from './evidence';
import {
  occurredAtMs,
  rankOf,
  type DomainEvent,
  type EgressEvidence,
  type FoldedEvent,
  type IngressEvidence,
} from './event';

export interface EgressRecord {
  readonly id: string;
  readonly sessionSid: string | null;
  readonly roomName: string | null;
  readonly known: EgressEvidence & { readonly key: EvidenceKey };
}

export interface IngressRecord {
  readonly id: string;
  readonly resourceId: string | null;
  /** The strongest payload that told a room: its state is empty before and after the stream. */
  readonly room: { readonly key: EvidenceKey; readonly sid: string; readonly name: string | null } | null;
  readonly known: IngressEvidence & { readonly key: EvidenceKey };
}

const TERMINAL: ReadonlySet<string> = new Set([
  'EGRESS_COMPLETE',
  'EGRESS_FAILED',
  'EGRESS_ABORTED',
  'EGRESS_LIMIT_REACHED',
]);
const INGRESS_TERMINAL: ReadonlySet<string> = new Set(['ENDPOINT_INACTIVE', 'ENDPOINT_ERROR', 'ENDPOINT_COMPLETE']);

/** A terminal status beats an open one, then the later update, then the later stage; `egress_ended` can come twice. */
export function withEgressEvidence(
  egress: EgressRecord | null,
  event: DomainEvent,
  name: FoldedEvent,
  evidence: EgressEvidence,
): EgressRecord {
  const at = occurredAtMs(event);
  const ended = TERMINAL.has(evidence.status) || name === 'egress_ended';
  const known = strongest(egress?.known ?? null, {
    ...evidence,
    endedAtMs: evidence.endedAtMs ?? (ended ? (evidence.updatedAtMs ?? at) : null),
    key: [Number(ended), evidence.updatedAtMs ?? at, rankOf(name), event.id],
  });
  return {
    id: evidence.id,
    sessionSid: egress?.sessionSid ?? evidence.roomSid,
    roomName: egress?.roomName ?? evidence.roomName,
    known,
  };
}

/** Ids are reused, so one use is (id, resource id). */
export function withIngressEvidence(
  ingress: IngressRecord | null,
  event: DomainEvent,
  name: FoldedEvent,
  evidence: IngressEvidence,
): IngressRecord {
  const at = occurredAtMs(event);
  const ended = name === 'ingress_ended' || (evidence.status !== null && INGRESS_TERMINAL.has(evidence.status));
  const key = [Number(ended), evidence.updatedAtMs ?? at, rankOf(name), event.id];
  const endedAtMs = evidence.endedAtMs ?? (ended ? (evidence.updatedAtMs ?? at) : null);
  const { id, resourceId, roomSid: sid, roomName } = evidence;
  return {
    id,
    resourceId,
    room: sid === null ? (ingress?.room ?? null) : strongest(ingress?.room ?? null, { key, sid, name: roomName }),
    known: strongest(ingress?.known ?? null, { ...evidence, endedAtMs, key }),
  };
}

export const isEgressOpen = (egress: EgressRecord): boolean => egress.known.key[0] === 0;
export const isIngressOpen = (ingress: IngressRecord): boolean => ingress.known.key[0] === 0;
export const ingressKey = (id: string, resourceId: string | null): string => `${id}/${resourceId ?? ''}`;
