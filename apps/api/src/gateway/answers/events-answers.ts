import {
  EVENTS_RESUME_LIMITS,
  type EventsTopic,
  type Position,
  type StoredEvent,
  topicSession,
} from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { FeedReader } from '../../publish/feed-reader';
import { type EventsSince, FeedRepository } from '../../store/topics/feed.repository';
import { StreamRepository } from '../../store/stream/stream.repository';
import { type Answer, NOT_NOW } from './answer';
import { ReadQueue } from './read-queue';
import { ResumeReads } from './resume-reads';

/** Events of a topic as of `head`. */
type Read = EventsSince & { readonly head: Position };

/** Every event since, or the position at which the topic continues. Rejects while the database is away. */
@Injectable()
export class EventsAnswers {
  private readonly resumes: ResumeReads<Read | null>;
  private readonly heads: ResumeReads<Position>;

  constructor(
    private readonly feed: FeedReader,
    private readonly stream: StreamRepository,
    private readonly store: FeedRepository,
    queue: ReadQueue,
  ) {
    this.resumes = new ResumeReads(queue);
    this.heads = new ResumeReads(queue);
  }

  async answer(topic: EventsTopic, since: Position | null): Promise<Answer> {
    const epoch = this.feed.position()?.epoch;
    const resumed = since !== null && since.epoch === epoch ? await this.resume(topic, since) : null;
    if (resumed) return resumed;
    const head = this.feed.position();
    return head ? { ok: true, mode: 'snapshot', ...head, events: [] } : NOT_NOW;
  }

  private async resume(topic: EventsTopic, since: Position): Promise<Answer | null> {
    // Another replica may have sent what has not arrived here yet. The channel continues from there when it has.
    if (!this.has(since)) return (await this.isAhead(since)) ? null : resumed(since, []);
    if (this.feed.position()?.offset === since.offset) return resumed(since, []);
    const read = await this.resumes.read(topic, since.offset, (from) => this.newest(topic, from));
    if (read?.head.epoch !== since.epoch || since.offset < read.after) return null;
    return resumed(
      read.head,
      read.events.filter(({ offset }) => offset > since.offset),
    );
  }

  private has({ offset }: Position): boolean {
    const head = this.feed.position();
    return head !== null && offset <= head.offset;
  }

  private async isAhead(since: Position): Promise<boolean> {
    const head = await this.heads.read('head', since.offset, () => this.stream.head());
    return head.epoch !== since.epoch || head.offset < since.offset;
  }

  /** Up to what has arrived over the feed: later events are sent to the subscribers as they arrive. */
  private async newest(topic: EventsTopic, since: number): Promise<Read | null> {
    const head = this.feed.position();
    return (
      head && {
        head,
        ...(await this.store.newestEvents(topicSession(topic), since, head.offset, EVENTS_RESUME_LIMITS)),
      }
    );
  }
}

const resumed = (at: Position, events: readonly StoredEvent[]): Answer => ({
  ok: true,
  mode: 'resumed',
  ...at,
  events,
});
