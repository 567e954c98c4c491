/** Labels of LiveKit's enums on the timeline. Pure. */
import type { Participant } from '@livekit-dashboard/contracts';
import { leaveLabel } from '../../shared/labels';

/** `join failed · Signal connection closed`; without a reason, `join failed` alone. */
export const withReason = (words: string, { disconnectReason }: Participant): string =>
  disconnectReason ? `${words} · ${leaveLabel(disconnectReason)}` : words;

const SOURCES: Readonly<Record<string, string>> = {
  MICROPHONE: 'microphone',
  CAMERA: 'camera',
  SCREEN_SHARE: 'screen share',
  SCREEN_SHARE_AUDIO: 'screen share audio',
};

/** `microphone`; for a source without a label, the type of the track. */
export function sourceWords(source: string | null, type: string | null): string {
  const known = SOURCES[source ?? ''];
  if (known) return known;
  if (source && source !== 'UNKNOWN') return source;
  return type ? `${type.toLowerCase()} track` : 'track of unknown source';
}
