/** The main detail of an event, in a few words: the leave reason, what was published, how an egress ended. Pure. */
import type { StoredEvent } from '@livekit-dashboard/contracts';
import { isFailure, leaveLabel } from '../shared/labels';

export interface EventDetail {
  readonly text: string;
  readonly isBad: boolean;
}

type Json = Readonly<Record<string, unknown>>;

const objectAt = (json: Json, ...keys: readonly string[]): Json => {
  const found = keys.map((key) => json[key]).find((value) => typeof value === 'object' && value !== null);
  return (found ?? {}) as Json;
};
const textAt = (json: Json, ...keys: readonly string[]): string => {
  const found = keys.map((key) => json[key]).find((value) => typeof value === 'string' && value !== '');
  return typeof found === 'string' ? found : '';
};

/** `EGRESS_LIMIT_REACHED` as `limit reached`. */
const words = (status: string): string =>
  status
    .replace(/^(EGRESS|ENDPOINT)_/, '')
    .toLowerCase()
    .replaceAll('_', ' ');

const joined = (...parts: readonly string[]): string => parts.filter(Boolean).join(' · ');

/** Null: there is nothing to add to its name. */
export function eventDetail({ event, payload }: StoredEvent): EventDetail | null {
  if (event.startsWith('participant_')) return participantDetail(event, payload);
  if (event.startsWith('track_')) return detail(trackWords(payload));
  if (event.startsWith('egress_')) return egressDetail(payload);
  if (event.startsWith('ingress_')) return ingressDetail(payload);
  return null;
}

const detail = (text: string, isBad = false): EventDetail | null => (text ? { text, isBad } : null);

function participantDetail(event: string, payload: Json): EventDetail | null {
  const participant = objectAt(payload, 'participant');
  const reason = textAt(participant, 'disconnectReason', 'disconnect_reason');
  if (event === 'participant_joined') {
    const kind = textAt(participant, 'kind');
    return detail(joined(kind === 'STANDARD' ? '' : kind, textAt(participant, 'name')));
  }
  return reason ? detail(leaveLabel(reason), isFailure(reason)) : null;
}

function trackWords(payload: Json): string {
  const track = objectAt(payload, 'track');
  const source = textAt(track, 'source');
  return joined(source || textAt(track, 'type'), textAt(track, 'name') === source ? '' : textAt(track, 'name'));
}

function egressDetail(payload: Json): EventDetail | null {
  const info = objectAt(payload, 'egressInfo', 'egress_info');
  const [status, error] = [textAt(info, 'status'), textAt(info, 'error')];
  return detail(joined(words(status), error), error !== '' || /FAILED|ABORTED/.test(status));
}

function ingressDetail(payload: Json): EventDetail | null {
  const info = objectAt(payload, 'ingressInfo', 'ingress_info');
  const state = objectAt(info, 'state');
  const [status, error] = [textAt(state, 'status'), textAt(state, 'error')];
  return detail(joined(words(status), error), error !== '' || status === 'ENDPOINT_ERROR');
}
