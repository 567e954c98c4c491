import type { IngressEvidence } from '@livekit-dashboard/domain';
import { INGRESS_INPUTS, INGRESS_STATUSES } from './enums';
import { enumAt, objectAt, tellingTextAt, textAt, type JsonObject } from './json';
import { nanosAt } from './times';

/** IngressState tells nanoseconds. Its `roomId` names the session, the event's room has no sid. */
export function ingressEvidence(ingress: JsonObject | null): IngressEvidence | null {
  const id = textAt(ingress, 'ingressId');
  if (ingress === null || id === '') return null;
  const state = objectAt(ingress, 'state');
  return {
    id,
    resourceId: tellingTextAt(state, 'resourceId'),
    roomSid: tellingTextAt(state, 'roomId'),
    roomName: tellingTextAt(ingress, 'roomName'),
    inputType: enumAt(ingress, 'inputType', INGRESS_INPUTS),
    bypassesTranscoding: bypassesTranscoding(ingress),
    status: state === null ? null : enumAt(state, 'status', INGRESS_STATUSES),
    updatedAtMs: nanosAt(state, 'updatedAt'),
    startedAtMs: nanosAt(state, 'startedAt'),
    endedAtMs: nanosAt(state, 'endedAt'),
    error: tellingTextAt(state, 'error'),
  };
}

/** The newer field says it either way; of the older one only `true` is ever written. Null: not told. */
function bypassesTranscoding(ingress: JsonObject): boolean | null {
  const enabled = ingress['enableTranscoding'];
  if (typeof enabled === 'boolean') return !enabled;
  return ingress['bypassTranscoding'] === true ? true : null;
}
