/** What matters most in an event besides who and where, in LiveKit's own word: what a line of activity ends with. */
import {
  DISCONNECT_REASONS,
  EGRESS_STATUSES,
  INGRESS_STATUSES,
  PARTICIPANT_KINDS,
  TRACK_SOURCES,
  TRACK_TYPES,
} from './enums';
import { enumAt, objectAt, tellingTextAt, textAt, type JsonObject } from './json';

/** Errors are sentences of unknown length. */
const MOST_CHARACTERS = 200;

/**
 * Why somebody left, which source was published, how an egress or ingress stands and what went wrong in it, the kind of who joined
 * (but for the common one). Null: there is no such word. `payload` has no secrets in it any more.
 */
export function detailOf(payload: JsonObject): string | null {
  const detail = wordOf(textAt(payload, 'event'), payload);
  return detail !== null && detail.length > MOST_CHARACTERS ? `${detail.slice(0, MOST_CHARACTERS)}…` : detail;
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
      return standing(objectAt(payload, 'egressInfo'), EGRESS_STATUSES);
    case 'ingress_started':
    case 'ingress_ended':
      return standing(objectAt(objectAt(payload, 'ingressInfo'), 'state'), INGRESS_STATUSES);
    default:
      return null;
  }
}

function kindOf(participant: JsonObject | null): string | null {
  const kind = enumAt(participant, 'kind', PARTICIPANT_KINDS);
  return kind === 'STANDARD' ? null : kind;
}

/** A data track has no source: then its type says more. */
function trackOf(track: JsonObject | null): string {
  const source = enumAt(track, 'source', TRACK_SOURCES);
  return source === 'UNKNOWN' ? enumAt(track, 'type', TRACK_TYPES) : source;
}

function standing(info: JsonObject | null, names: Readonly<Record<number, string>>): string | null {
  if (info === null) return null;
  const error = tellingTextAt(info, 'error');
  const status = enumAt(info, 'status', names);
  return error === null ? status : `${status}: ${error}`;
}
