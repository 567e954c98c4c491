/**
 * The most important detail of an event besides room and participant, as LiveKit spells it. It ends a line of activity.
 */
import { camelKeys } from './camel-keys';
import { DISCONNECT_REASONS, EGRESS_STATUSES, INGRESS_STATUSES, TRACK_SOURCES, TRACK_TYPES } from './enums';
import { kindOf as kindOfParticipant } from './participant';
import { enumAt, objectAt, nonEmptyTextAt, textAt, type JsonObject } from './json';

/** Error messages have no length limit. */
const MAX_CHARACTERS = 200;

/**
 * Why a participant left, which source was published, the status and error of an egress or ingress, or the kind of a
 * participant that joined (unless it is the common one). Null: the event has no such detail. The secrets of `payload`
 * are already removed.
 */
export function detailOf(sent: JsonObject): string | null {
  const payload = camelKeys(sent);
  const detail = wordOf(textAt(payload, 'event'), payload);
  return detail !== null && detail.length > MAX_CHARACTERS ? `${detail.slice(0, MAX_CHARACTERS)}…` : detail;
}

function wordOf(event: string, payload: JsonObject): string | null {
  switch (event) {
    case 'participant_joined':
      return kindOf(objectAt(payload, 'participant'));
    case 'participant_left':
    case 'participant_connection_aborted':
      return enumAt(objectAt(payload, 'participant'), 'disconnectReason', DISCONNECT_REASONS);
    case 'track_published':
    case 'track_unpublished':
      return trackOf(objectAt(payload, 'track'));
    case 'egress_started':
    case 'egress_updated':
    case 'egress_ended':
    case 'egress_listed':
      return standing(objectAt(payload, 'egressInfo'), EGRESS_STATUSES);
    case 'ingress_started':
    case 'ingress_ended':
    case 'ingress_listed':
      return standing(objectAt(objectAt(payload, 'ingressInfo'), 'state'), INGRESS_STATUSES);
    default:
      return null;
  }
}

function kindOf(participant: JsonObject | null): string | null {
  const kind = participant === null ? 'STANDARD' : kindOfParticipant(participant);
  return kind === 'STANDARD' ? null : kind;
}

/** A data track has no source, so its type is shown. */
function trackOf(track: JsonObject | null): string {
  const source = enumAt(track, 'source', TRACK_SOURCES);
  return source === 'UNKNOWN' ? enumAt(track, 'type', TRACK_TYPES) : source;
}

function standing(info: JsonObject | null, names: Readonly<Record<number, string>>): string | null {
  if (info === null) return null;
  const error = nonEmptyTextAt(info, 'error');
  const status = enumAt(info, 'status', names);
  return error === null ? status : `${status}: ${error}`;
}
