import type { Change, ChangesMessage, EventsMessage, Position, Topic } from '@livekit-dashboard/contracts';
import { sortOf, subscriptions } from '../gateway.metrics';
import { type DashboardSocket, wireRoom } from '../sockets';

export interface Flushable {
  /** `now` is of `performance.now()`. Must not throw. */
  flush(now: number): void;
}

/** What a room needs of its house. */
export interface RoomHost {
  /** The position up to which every batch has been given to the rooms. */
  covered(): Position;
  /** Calls `flush` once at that time (of `performance.now()`), or soon if it is past. Asked again before that: the earlier one. */
  flushAt(room: Flushable, time: number): void;
  /** To every member of the message's topic, encoded once. */
  broadcast(message: ChangesMessage | EventsMessage): void;
}

/** Messages kept for those who are joining: 20 s of the default tick. A store that takes longer is as good as away. */
const KEPT = 400;

/**
 * One topic while somebody is subscribed to it or joining.
 *
 * Invariants: its messages are contiguous, from where the feed was when the room opened; what was sent while somebody waits for an
 * answer is kept, so that whoever is answered with offset X gets everything after X.
 * Lifecycle: opened by the first subscriber, closed with the last (rooms.ts); a closed room sends nothing.
 */
export abstract class Room<Message extends ChangesMessage | EventsMessage> implements Flushable {
  protected readonly members = new Set<DashboardSocket>();
  closed = false;
  protected readonly epoch: string;
  /** `toOffset` of the last message. */
  protected sentTo: number;
  /** The highest offset that somebody was answered with. */
  protected answeredTo = 0;
  private joining = 0;
  private kept: Message[] = [];

  constructor(
    readonly topic: Topic,
    protected readonly host: RoomHost,
  ) {
    const { epoch, offset } = host.covered();
    this.epoch = epoch;
    this.sentTo = offset;
  }

  abstract flush(now: number): void;

  get unused(): boolean {
    return this.members.size === 0 && this.joining === 0;
  }

  beginJoin(): void {
    this.joining++;
  }

  endJoin(): void {
    this.joining--;
    if (this.joining === 0) this.kept = [];
  }

  /** The messages that lead on from `offset`; null if they no longer do. Only for somebody who is joining. */
  following(offset: number): readonly Message[] | null {
    if (this.sentTo <= offset) return [];
    const messages = this.kept.filter(({ toOffset }) => toOffset > offset);
    return messages[0] && messages[0].fromOffset <= offset ? messages : null;
  }

  join(socket: DashboardSocket): void {
    this.members.add(socket);
    subscriptions.inc({ topic: sortOf(this.topic) });
    void socket.join(wireRoom(this.topic)); // at once: the adapter is in memory
  }

  /** Somebody is answered with these rows as of `offset`, and joins. */
  admitted(offset: number, _changes: readonly Change[]): void {
    this.answeredTo = Math.max(this.answeredTo, offset);
  }

  leave(socket: DashboardSocket): void {
    if (this.members.delete(socket)) subscriptions.dec({ topic: sortOf(this.topic) });
    void socket.leave(wireRoom(this.topic));
  }

  /** For good: it sends nothing more, and has no members. */
  close(): void {
    this.closed = true;
    for (const socket of [...this.members]) {
      this.leave(socket);
      socket.data.topics.delete(this.topic);
    }
  }

  protected send(message: Message): void {
    if (this.closed) return;
    this.sentTo = message.toOffset;
    if (this.joining > 0) {
      this.kept.push(message);
      if (this.kept.length > KEPT) this.kept.shift();
    }
    if (this.members.size > 0) this.host.broadcast(message);
  }
}

export type AnyRoom = Room<ChangesMessage> | Room<EventsMessage>;
