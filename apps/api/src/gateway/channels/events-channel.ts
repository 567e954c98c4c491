import {
  type EventsMessage,
  type EventsTopic,
  type SessionRef,
  type StoredEvent,
  topicSession,
} from '@livekit-dashboard/contracts';
import type { FeedBatch } from '../../store/stream/feed';
import type { EventsBound, EventsRun } from '../../store/topics/feed.repository';
import { bytesOf } from './event-bytes';
import { TICK_MS } from './pace';
import { Channel, type ChannelHost } from './channel';

/** Events of (after, to] from the store, ascending. */
export type ReadEvents = (after: number, to: number, bound: EventsBound) => Promise<EventsRun>;

/** The approximate size of a message: events are added until it is exceeded. One event can have a megabyte. */
const PER_MESSAGE = { events: 500, bytes: 1024 * 1024 };
const PER_READ = { limit: 50, bytes: PER_MESSAGE.bytes };
/** If more than this is waiting, it is dropped and later read from the store. */
const WAITING = { events: 2000, bytes: 8 * 1024 * 1024 };
const RETRY_MS = 1000;

/** Events up to `to`; null: in the store alone. */
interface Segment {
  readonly to: number;
  readonly events: readonly StoredEvent[] | null;
  readonly bytes: number;
}

/**
 * `events` and those of one session: every event, raw, in order, a message per tick.
 * Invariant: memory is bounded; what the feed left out, or what was dropped, is read from the store in parts.
 */
export class EventsChannel extends Channel<EventsMessage> {
  private readonly session: SessionRef | null;
  private segments: Segment[] = [];
  private waiting = { events: 0, bytes: 0 };
  /** Every event of this topic up to here was sent. */
  private done: number;
  private filling = false;
  private flushedAt = -Infinity;
  /** The server of the session, if the topic names none: that of the first event. */
  private source: string | null = null;

  constructor(
    topic: EventsTopic,
    host: ChannelHost,
    private readonly read: ReadEvents,
  ) {
    super(topic, host);
    this.session = topicSession(topic);
    this.done = this.sentTo;
  }

  take(batch: FeedBatch): void {
    const events = this.ownEvents(batch);
    const bytes = bytesOf(events ?? []);
    this.segments.push({ to: batch.toOffset, events, bytes });
    this.count(events?.length ?? 0, bytes);
    if (this.waiting.events > WAITING.events || this.waiting.bytes > WAITING.bytes) this.letGo(batch.toOffset);
    if (!this.filling) this.host.flushAt(this, this.flushedAt + TICK_MS.least);
  }

  override flush(now: number): void {
    if (this.filling) return;
    this.flushedAt = now;
    while (this.segments.length > 0) {
      const events = this.takeReady();
      if (events.length > 0) this.sendEvents(events);
      const next = this.segments[0];
      if (next?.events === null) return void this.fill(next.to);
    }
  }

  protected override sizeOf({ events }: EventsMessage): number {
    return bytesOf(events);
  }

  /**
   * Whether the topic carries events of that server. If it names none, and none arrived yet, it carries those of any.
   */
  carries(source: string): boolean {
    return source === (this.session?.source ?? this.source ?? source);
  }

  private ownEvents({ events }: FeedBatch): readonly StoredEvent[] | null {
    const { session } = this;
    if (session === null || events === null) return events;
    const source = session.source ?? this.source;
    const own = events.filter((event) => event.sessionSid === session.sid && (source ?? event.source) === event.source);
    const [first] = own;
    if (source !== null || !first) return own;
    this.source = first.source;
    return own.filter((event) => event.source === first.source);
  }

  private letGo(to: number): void {
    this.segments = [{ to, events: null, bytes: 0 }];
    this.waiting = { events: 0, bytes: 0 };
  }

  private count(events: number, bytes: number): void {
    this.waiting = { events: this.waiting.events + events, bytes: this.waiting.bytes + bytes };
  }

  /** Takes from the queue what is ready for one message. */
  private takeReady(): StoredEvent[] {
    const ready: StoredEvent[] = [];
    let bytes = 0;
    for (let next = this.segments[0]; next?.events; next = this.segments[0]) {
      if (ready.length >= PER_MESSAGE.events || bytes >= PER_MESSAGE.bytes) break;
      ready.push(...next.events);
      bytes += next.bytes;
      this.count(-next.events.length, -next.bytes);
      this.done = next.to;
      this.segments.shift();
    }
    return ready;
  }

  private sendEvents(events: readonly StoredEvent[]): void {
    this.send({ topic: this.topic, epoch: this.epoch, fromOffset: this.sentTo, toOffset: this.done, events });
  }

  /**
   * Reads up to the end of the first segment. Never rejects: while the database is unavailable it tries again later.
   */
  private async fill(to: number): Promise<void> {
    this.filling = true;
    let again = 0;
    try {
      while (this.done < to && !this.closed) await this.readPiece(to);
      while (this.segments[0] && this.segments[0].to <= this.done) this.segments.shift();
    } catch {
      again = performance.now() + RETRY_MS;
    }
    this.filling = false;
    if (this.segments.length > 0 && !this.closed) this.host.flushAt(this, again);
  }

  private async readPiece(to: number): Promise<void> {
    const { events, to: readTo } = await this.read(this.done, to, PER_READ);
    this.done = readTo;
    if (events.length > 0) this.sendEvents(events);
  }
}
