import type { Change, ChangesMessage, EventsMessage, Position, Topic } from '@livekit-dashboard/contracts';
import { sortOf, subscriptions } from '../gateway.metrics';
import { wireRoom } from './wire-room';

export interface Flushable {
  /** `now`: by `performance.now()`. Must not throw. */
  flush(now: number): void;
}

/** What a topic uses of a socket. */
interface Member {
  readonly data: { readonly topics: Map<Topic, unknown> };
  join(wireRoom: string): unknown;
  leave(wireRoom: string): unknown;
}

/** What a channel uses of its host. */
export interface ChannelHost {
  /** The position up to which the channels have received every batch. */
  covered(): Position;
  /**
   * Calls `flush` once at that time (by `performance.now()`), or soon if it is past. Of several times the earliest
   * counts.
   */
  flushAt(channel: Flushable, time: number): void;
  /** To every member of the message's topic, encoded once. */
  broadcast(message: ChangesMessage | EventsMessage): void;
}

/**
 * Messages kept for sockets that are joining: 20 s at the default tick. A store that takes longer counts as
 * unavailable.
 */
const KEPT = { messages: 400, bytes: 16 * 1024 * 1024 };

/**
 * One topic while a socket is subscribed to it or joining.
 *
 * Invariants: its messages are contiguous, from where the feed was when the channel opened. What is sent while a socket
 * waits for its answer is kept, so that a socket that is answered with offset X receives everything after X.
 * Lifecycle: opened by the first subscriber, closed with the last (channels.ts); a closed channel sends nothing.
 */
export abstract class Channel<Message extends ChangesMessage | EventsMessage> implements Flushable {
  protected readonly members = new Set<Member>();
  closed = false;
  protected readonly epoch: string;
  /** `toOffset` of the last message. */
  protected sentTo: number;
  /** The highest offset of any answer. */
  protected answeredTo = 0;
  private joining = 0;
  private kept: Message[] = [];
  private keptBytes = 0;

  constructor(
    readonly topic: Topic,
    protected readonly host: ChannelHost,
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
    if (this.joining > 0) return;
    this.kept = [];
    this.keptBytes = 0;
  }

  /**
   * The messages that follow `offset` without a gap; null if they are no longer kept. Only for a socket that is
   * joining.
   */
  following(offset: number): readonly Message[] | null {
    if (this.sentTo <= offset) return [];
    const messages = this.kept.filter(({ toOffset }) => toOffset > offset);
    return messages[0] && messages[0].fromOffset <= offset ? messages : null;
  }

  join(socket: Member): void {
    this.members.add(socket);
    subscriptions.inc({ topic: sortOf(this.topic) });
    void socket.join(wireRoom(this.topic)); // at once: the adapter is in memory
  }

  /** A socket is answered with these rows as of `offset` and joins. */
  admitted(offset: number, _changes: readonly Change[]): void {
    this.answeredTo = Math.max(this.answeredTo, offset);
  }

  leave(socket: Member): void {
    if (this.members.delete(socket)) subscriptions.dec({ topic: sortOf(this.topic) });
    void socket.leave(wireRoom(this.topic));
  }

  /** It sends nothing more and has no members. A closed channel is not opened again. */
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
      this.keep(message);
    }
    if (this.members.size > 0) this.host.broadcast(message);
  }

  /** For messages that may be large. */
  protected sizeOf(_message: Message): number {
    return 0;
  }

  private keep(message: Message): void {
    this.kept.push(message);
    this.keptBytes += this.sizeOf(message);
    while (this.kept.length > KEPT.messages || (this.kept.length > 1 && this.keptBytes > KEPT.bytes)) {
      const oldest = this.kept.shift();
      if (oldest) this.keptBytes -= this.sizeOf(oldest);
    }
  }
}

export type AnyChannel = Channel<ChangesMessage> | Channel<EventsMessage>;
