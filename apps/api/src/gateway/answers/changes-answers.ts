import { type ChangesTopic, type Position, SNAPSHOT_LIMITS } from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { FeedRepository, type TopicRows } from '../../store/repositories/feed.repository';
import { type Answer, refuse } from './answer';
import { SharedReads } from './shared-reads';

const TOO_LARGE = refuse(
  'too_large',
  `More than ${SNAPSHOT_LIMITS.rows} rows or ${SNAPSHOT_LIMITS.bytes} bytes: take them from REST, then subscribe with since.`,
);

/** Snapshot, or all rows changed since. Rejects while the database is away. */
@Injectable()
export class ChangesAnswers {
  private readonly reads = new SharedReads<TopicRows>();

  constructor(private readonly store: FeedRepository) {}

  async answer(topic: ChangesTopic, since: Position | null): Promise<Answer> {
    return (since && (await this.resume(topic, since))) ?? (await this.snapshot(topic));
  }

  /** Null if it cannot: another stream, from the future, too far behind, or below what tombstones tell. */
  private async resume(topic: ChangesTopic, since: Position): Promise<Answer | null> {
    const { epoch, offset, changes, tooLarge, gone } = await this.read(topic, since.offset);
    if (gone || tooLarge || epoch !== since.epoch || offset < since.offset) return null;
    return { ok: true, mode: 'resumed', epoch, offset, changes };
  }

  private async snapshot(topic: ChangesTopic): Promise<Answer> {
    const { epoch, offset, changes, tooLarge } = await this.read(topic, null);
    return tooLarge ? TOO_LARGE : { ok: true, mode: 'snapshot', epoch, offset, changes };
  }

  private read(topic: ChangesTopic, since: number | null): Promise<TopicRows> {
    return this.reads.read(`${topic} ${since ?? ''}`, () => this.store.topicRows(topic, since));
  }
}
