import {
  EVENTS_RESUME_LIMITS,
  type EventsTopic,
  type Position,
  type StoredEvent,
  topicSession,
} from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { FeedReader } from '../../publish/feed-reader';
import { FeedRepository } from '../../store/repositories/feed.repository';
import { StreamRepository } from '../../store/repositories/stream.repository';
import { type Answer, NOT_NOW } from './answer';
import { SharedReads } from './shared-reads';

/** Every event since, or the place where the topic goes on. Rejects while the database is away. */
@Injectable()
export class EventsAnswers {
  private readonly reads = new SharedReads<readonly StoredEvent[] | null>();

  constructor(
    private readonly feed: FeedReader,
    private readonly stream: StreamRepository,
    private readonly store: FeedRepository,
  ) {}

  async answer(topic: EventsTopic, since: Position | null): Promise<Answer> {
    const head = this.feed.position();
    if (!head) return NOT_NOW;
    const resumed = since?.epoch === head.epoch ? await this.resume(topic, since, head) : null;
    return resumed ?? { ok: true, mode: 'snapshot', ...head, events: [] };
  }

  private async resume(topic: EventsTopic, since: Position, head: Position): Promise<Answer | null> {
    // Another replica may have told what has not come here yet. It goes on from there in its time.
    if (since.offset > head.offset) return (await this.isAhead(since)) ? null : resumed(since, []);
    const events = await this.reads.read(`${topic} ${since.offset} ${head.offset}`, () =>
      this.between(topic, since.offset, head.offset),
    );
    return events && resumed(head, events);
  }

  private async isAhead(since: Position): Promise<boolean> {
    const head = await this.stream.head();
    return head.epoch !== since.epoch || head.offset < since.offset;
  }

  /** Null if there are too many, or if retention removed some of them. */
  private async between(topic: EventsTopic, after: number, to: number): Promise<readonly StoredEvent[] | null> {
    if (after === to) return [];
    const session = topicSession(topic);
    const limit = EVENTS_RESUME_LIMITS.events + 1;
    const events = await (session === null
      ? this.store.eventsBetween(after, to, limit)
      : this.store.sessionEventsBetween(session, after, to, limit));
    // Asked afterwards: it only rises, so what it does not reach now was there when the events were read.
    const floor = await this.store.eventsFloor();
    return after < floor || isTooMuch(events) ? null : events;
  }
}

const resumed = (at: Position, events: readonly StoredEvent[]): Answer => ({
  ok: true,
  mode: 'resumed',
  ...at,
  events,
});

function isTooMuch(events: readonly StoredEvent[]): boolean {
  return events.length > EVENTS_RESUME_LIMITS.events || JSON.stringify(events).length > EVENTS_RESUME_LIMITS.bytes;
}
