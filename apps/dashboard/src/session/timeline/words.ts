/** What LiveKit's words mean to somebody who reads a timeline. Pure. */
import type { EndReason, Participant } from '@livekit-dashboard/contracts';

/** How the end of a session came about. */
export const END_WORDS: Readonly<Record<EndReason, string>> = {
  finished: 'the room closed',
  superseded: 'a new room took its name',
  reconciled: 'LiveKit no longer lists it',
  timeout: 'it was silent for too long',
};

/** Reasons for leaving that somebody on call wants to see in red. The others are somebody's wish. */
const FAULTS: ReadonlySet<string> = new Set([
  'STATE_MISMATCH',
  'JOIN_FAILURE',
  'SIGNAL_CLOSE',
  'SIP_TRUNK_FAILURE',
  'CONNECTION_TIMEOUT',
  'MEDIA_FAILURE',
  'AGENT_ERROR',
]);

export const isFault = (reason: string): boolean => FAULTS.has(reason);

/** `join failed · SIGNAL_CLOSE`; without a reason: the words alone. */
export function leaveWords(words: string, { disconnectReason }: Participant): string {
  return disconnectReason ? `${words} · ${disconnectReason}` : words;
}

const SOURCES: Readonly<Record<string, string>> = {
  MICROPHONE: 'microphone',
  CAMERA: 'camera',
  SCREEN_SHARE: 'screen share',
  SCREEN_SHARE_AUDIO: 'screen share audio',
};

/** `microphone`; of a source without a name of its own: what the track carries. */
export function sourceWords(source: string | null, type: string | null): string {
  const known = SOURCES[source ?? ''];
  if (known) return known;
  if (source && source !== 'UNKNOWN') return source;
  return type ? `${type.toLowerCase()} track` : 'track of unknown source';
}
