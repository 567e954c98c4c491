import type { ListedParticipant, ListedRoom } from '@livekit-dashboard/livekit';

/** A room that LiveKit lists, with who is in it. */
export interface LiveRoom extends ListedRoom {
  /** Null: not asked, or not answered. */
  readonly participants: readonly ListedParticipant[] | null;
}
