import type { IngressEvidence } from '@livekit-dashboard/domain';
import { INGRESS_INPUTS, INGRESS_STATUSES } from './enums';
import { enumAt, objectAt, nonEmptyTextAt, textAt, type JsonObject } from './json';
import { nanosAt } from './times';

/** IngressState reports nanoseconds. Its `roomId` names the session; the room of the event has no sid. */
export function ingressEvidence(ingress: JsonObject | null): IngressEvidence | null {
  const id = textAt(ingress, 'ingressId');
  if (ingress === null || id === '') return null;
  const state = objectAt(ingress, 'state');
  return {
    id,
    resourceId: nonEmptyTextAt(state, 'resourceId'),
    roomSid: nonEmptyTextAt(state, 'roomId'),
    roomName: nonEmptyTextAt(ingress, 'roomName'),
    inputType: enumAt(ingress, 'inputType', INGRESS_INPUTS),
    bypassesTranscoding: bypassesTranscoding(ingress),
    status: state === null ? null : enumAt(state, 'status', INGRESS_STATUSES),
    updatedAtMs: nanosAt(state, 'updatedAt'),
    startedAtMs: nanosAt(state, 'startedAt'),
    endedAtMs: nanosAt(state, 'endedAt'),
    error: nonEmptyTextAt(state, 'error'),
  };
}

/** The newer field is sent for both values, the older one only for `true`. Null: not reported. */
function bypassesTranscoding(ingress: JsonObject): boolean | null {
  const enabled = ingress['enableTranscoding'];
  if (typeof enabled === 'boolean') return !enabled;
  return ingress['bypassTranscoding'] === true ? true : null;
}
