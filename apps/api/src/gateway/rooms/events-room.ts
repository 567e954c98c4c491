import { type EventsMessage, type EventsTopic, type StoredEvent, topicSession } from '@livekit-dashboard/contracts';
import type { FeedBatch } from '../../store/feed';
import { TICK_MS } from './pace';
import { Room, type RoomHost } from './room';

/** Events of (after, to] from the store, ascending, at most `limit`. */
export type ReadEvents = (after: number, to: number, limit: number) => Promise<readonly StoredEvent[]>;

/** One message carries at most this many events, one read of the store this many (each may have a megabyte). */
const PER_MESSAGE = 500;
const PER_READ = 50;
/** More than this waiting is let go of, and read from the store when its turn comes. */
const WAITING = 2000;
const RETRY_MS = 1000;

/** Events up to `to`; null: in the store alone. */
interface Segment {
  readonly to: number;
  readonly events: readonly StoredEvent[] | null;
}

/**
 * `events`, `events:<sid>`: every event, raw, in order, a message per tick.
 * Invariant: memory is bounded; what the feed left out, or what waits too long, is read from the store piece by piece.
 */
export class EventsRoom extends Room<EventsMessage> {
  private readonly session: string | null;
  private segments: Segment[] = [];
  private waiting = 0;
  /** Every event up to here was sent, or is none of this topic. */
  private done: number;
  private filling = false;
  private flushedAt = -Infinity;

  constructor(
    topic: EventsTopic,
    host: RoomHost,
    private readonly read: ReadEvents,
  ) {
    super(topic, host);
    this.session = topicSession(topic);
    this.done = this.sentTo;
  }

  take(batch: FeedBatch): void {
    const events = this.ownEvents(batch);
    this.segments.push({ to: batch.toOffset, events });
    this.waiting += events?.length ?? 0;
    if (this.waiting > WAITING) this.letGo(batch.toOffset);
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

  private ownEvents({ events }: FeedBatch): readonly StoredEvent[] | null {
    if (this.session === null || events === null) return events;
    return events.filter(({ sessionSid }) => sessionSid === this.session);
  }

  private letGo(to: number): void {
    this.segments = [{ to, events: null }];
    this.waiting = 0;
  }

  /** What is at hand for one message, off the queue. */
  private takeReady(): StoredEvent[] {
    const ready: StoredEvent[] = [];
    for (let next = this.segments[0]; next?.events && ready.length < PER_MESSAGE; next = this.segments[0]) {
      ready.push(...next.events);
      this.waiting -= next.events.length;
      this.done = next.to;
      this.segments.shift();
    }
    return ready;
  }

  private sendEvents(events: readonly StoredEvent[]): void {
    this.send({ topic: this.topic, epoch: this.epoch, fromOffset: this.sentTo, toOffset: this.done, events });
  }

  /** Reads up to the end of the first segment. Never rejects; with the database away it goes on later. */
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
    const events = await this.read(this.done, to, PER_READ);
    const last = events.at(-1);
    this.done = events.length === PER_READ && last ? last.offset : to;
    if (events.length > 0) this.sendEvents(events);
  }
}
