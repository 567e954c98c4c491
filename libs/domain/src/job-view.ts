/** What the evidence of egresses and ingresses shows: their ends are derived here, on each read. */
import type { Egress, Ingress } from '@livekit-dashboard/contracts';
import { jobEnd, type EgressRecord, type IngressRecord } from './egress';
import { instantOf } from './instant';

/** What the row of an egress shows; times in ms. Null: not known, or not yet. */
export interface EgressValues extends Omit<Egress, 'startedAt' | 'endedAt'> {
  readonly startedMs: number | null;
  readonly endedMs: number | null;
}

/** What the row of an ingress shows, like `EgressValues`. */
export interface IngressValues extends Omit<Ingress, 'startedAt' | 'endedAt'> {
  readonly startedMs: number | null;
  readonly endedMs: number | null;
}

export function egressValues(egress: EgressRecord, source: string): EgressValues {
  const { known } = egress;
  const end = jobEnd(egress);
  return {
    id: egress.id,
    source,
    sessionSid: egress.sessionSid,
    roomName: egress.roomName,
    kind: known.kind,
    status: known.status,
    startedMs: known.startedAtMs,
    endedMs: end?.atMs ?? null,
    endEstimated: end?.estimated ?? false,
    error: known.error,
    errorCode: known.errorCode,
    details: known.details,
    backupStorageUsed: known.backupStorageUsed,
    manifestLocation: known.manifestLocation,
    results: known.results.map((result) => ({ ...result })),
  };
}

export const toEgress = (values: EgressValues): Egress => ({
  id: values.id,
  source: values.source,
  sessionSid: values.sessionSid,
  roomName: values.roomName,
  kind: values.kind,
  status: values.status,
  startedAt: instantOf(values.startedMs),
  endedAt: instantOf(values.endedMs),
  endEstimated: values.endEstimated,
  error: values.error,
  errorCode: values.errorCode,
  details: values.details,
  backupStorageUsed: values.backupStorageUsed,
  manifestLocation: values.manifestLocation,
  results: values.results,
});

export const egressView = (egress: EgressRecord, source: string): Egress => toEgress(egressValues(egress, source));

export function ingressValues(ingress: IngressRecord, source: string): IngressValues {
  const { known } = ingress;
  const end = jobEnd(ingress);
  return {
    id: ingress.id,
    source,
    resourceId: ingress.resourceId,
    sessionSid: ingress.room?.sid ?? null,
    roomName: ingress.room?.name ?? known.roomName,
    inputType: known.inputType,
    status: known.status,
    startedMs: known.startedAtMs,
    endedMs: end?.atMs ?? null,
    endEstimated: end?.estimated ?? false,
    error: known.error,
  };
}

export const toIngress = (values: IngressValues): Ingress => ({
  id: values.id,
  resourceId: values.resourceId,
  source: values.source,
  sessionSid: values.sessionSid,
  roomName: values.roomName,
  inputType: values.inputType,
  status: values.status,
  startedAt: instantOf(values.startedMs),
  endedAt: instantOf(values.endedMs),
  endEstimated: values.endEstimated,
  error: values.error,
});

export const ingressView = (ingress: IngressRecord, source: string): Ingress =>
  toIngress(ingressValues(ingress, source));
