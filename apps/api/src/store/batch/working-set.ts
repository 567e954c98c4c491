/**
 * The rows of one server that a batch works on, and which of them it touched. Lifecycle: loaded, folded into, written,
 * dropped. It lives inside one transaction that holds the head's lock, so no other batch writes meanwhile.
 */
import {
  apply,
  emptyState,
  type Changes,
  type ParticipantRecord,
  type SessionRecord,
  type State,
} from '@livekit-dashboard/domain';
import type { Flipped, Placed } from '../entities/placed';

/** What a row showed when it was loaded, to detect a change of its state. */
export interface Shown {
  readonly state: string;
  readonly flippedOffset: number;
}

/** A connection that stronger evidence put into another session. */
export interface Move {
  readonly sid: string;
  /** Null: no event had named its room. */
  readonly from: string | null;
  readonly to: string;
  readonly trackSids: readonly string[];
  readonly streamOffset: number;
}

type Kind = keyof State;
type RecordOf<K extends Kind> = State[K] extends Map<string, infer R> ? R : never;

/** A touched record with its place in the stream. */
export interface Touched<K extends Kind> {
  readonly record: RecordOf<K>;
  readonly placed: Placed;
}

export class WorkingSet {
  readonly state: State = emptyState();
  /** The records as they were loaded. */
  readonly loaded: State = emptyState();
  private readonly shown = new Map<string, Shown>();
  private readonly touched: Readonly<Record<Kind, Map<string, number>>> = {
    sessions: new Map(),
    participants: new Map(),
    tracks: new Map(),
    egresses: new Map(),
    ingresses: new Map(),
  };

  constructor(readonly source: string) {}

  addSession(record: SessionRecord, shown: Shown): void {
    this.take('sessions', record.sid, record);
    this.shown.set(record.sid, shown);
  }

  addParticipant(record: ParticipantRecord, shown: Shown): void {
    this.take('participants', record.sid, record);
    this.shown.set(record.sid, shown);
  }

  /** A record as it is in the database. */
  take<K extends Kind>(kind: K, key: string, record: RecordOf<K>): void {
    (this.state[kind] as Map<string, RecordOf<K>>).set(key, record);
    (this.loaded[kind] as Map<string, RecordOf<K>>).set(key, record);
  }

  touchedKeys(kind: Kind): Iterable<string> {
    return this.touched[kind].keys();
  }

  /** Applies what the event at `offset` changed. */
  apply(changes: Changes, offset: number): void {
    apply(this.state, changes);
    for (const kind of Object.keys(this.touched) as Kind[]) {
      for (const key of changes[kind].keys()) this.touched[kind].set(key, offset);
    }
  }

  /** The touched rows of one kind, each as it is now, with its place in the stream. */
  touchedOf<K extends Kind>(kind: K): Touched<K>[] {
    const rows = this.state[kind] as Map<string, RecordOf<K>>;
    return [...this.touched[kind]].flatMap(([key, streamOffset]) => {
      const record = rows.get(key);
      return record === undefined ? [] : [{ record, placed: { source: this.source, streamOffset } }];
    });
  }

  /** Connections that are in another session than the stored one. */
  moved(): Move[] {
    return [...this.touched.participants].flatMap(([sid, streamOffset]) => {
      const [before, after] = [this.loaded.participants.get(sid), this.state.participants.get(sid)];
      const to = after?.sessionSid ?? null;
      if (!before || to === null || before.sessionSid === to) return [];
      const tracks = [...this.loaded.tracks.values()].filter(({ participantSid }) => participantSid === sid);
      return [
        {
          sid,
          from: before.sessionSid,
          to,
          trackSids: tracks.map((track) => track.sid),
          streamOffset,
        },
      ];
    });
  }

  /**
   * Its place with the offset at which its state last changed, and whether it was active before, is active now, or was
   * in between.
   */
  flipOf(sid: string, state: string, placed: Placed): { readonly placed: Flipped; readonly live: boolean } {
    const before = this.shown.get(sid);
    const flippedOffset = before?.state === state ? before.flippedOffset : placed.streamOffset;
    return { placed: { ...placed, flippedOffset }, live: state === 'active' || before?.state !== state };
  }
}
