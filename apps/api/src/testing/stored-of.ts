/** The stored rows of a state as reconcile reads them, derived by the domain's views. */
import { createHash } from 'node:crypto';
import {
  isOpen,
  isTrackOpen,
  participantView,
  sessionView,
  trackKey,
  trackView,
  type State,
} from '@livekit-dashboard/domain';
import type { Held } from '../store/reconcile/held.repository';

export interface Touch {
  readonly streamOffset: number;
  /** When that event was received, in ms, if it was a webhook. */
  readonly webhookMs: number | null;
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** `touchOf`: the last event that changed a row, by its key in the state. */
export function storedOf(state: State, touchOf: (sid: string) => Touch): Held {
  const ms = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant));
  const sessions = [...state.sessions.values()].map((row) => {
    const { name, state: shown, endReason, startedAt, metadata, participants } = sessionView(row, 'default');
    const metadataHash = metadata === null ? null : hash(metadata);
    const { sid, lastSignMs } = row;
    return {
      sid,
      ...touchOf(sid),
      name,
      state: shown,
      endReason,
      startedMs: ms(startedAt),
      metadataHash,
      participants,
      lastSignMs,
      heard: row.lastEventMs !== null,
      firstSeenMs: row.firstSeenMs,
    };
  });
  const participants = [...state.participants.values()].map((row) => {
    const { metadata, ...seen } = participantView(row, state.sessions.get(row.sessionSid ?? ''));
    const version = row.profile === null ? null : Number(row.profile.key[0]);
    return {
      ...seen,
      ...touchOf(row.sid),
      open: isOpen(row),
      erased: row.erased === true,
      version,
      metadataHash: metadata === null ? null : hash(metadata),
    };
  });
  const tracks = [...state.tracks.values()].map((row) => {
    const participant = state.participants.get(row.participantSid);
    const seen = trackView(row, participant, state.sessions.get(participant?.sessionSid ?? ''));
    return { ...seen, ...touchOf(trackKey(row.participantSid, row.sid)), open: isTrackOpen(row) };
  });
  return { sessions, participants, tracks };
}
