import type { ListedParticipant, ListedRoom } from '@livekit-dashboard/livekit';

/** A room that LiveKit lists, with its participants. */
export interface LiveRoom extends ListedRoom {
  /** Null: not queried, or not answered. */
  readonly participants: readonly ListedParticipant[] | null;
}
