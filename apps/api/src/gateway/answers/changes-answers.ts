import {
  type ChangesTopic,
  type DigestTopic,
  isDigestTopic,
  type Position,
  SNAPSHOT_LIMITS,
} from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { type ChangedRows, FeedRepository, type TopicRows } from '../../store/topics/feed.repository';
import { type Answer, refuse } from './answer';
import { ReadQueue } from './read-queue';
import { ResumeReads } from './resume-reads';
import { SharedReads } from './shared-reads';

const TOO_LARGE = refuse(
  'too_large',
  `More than ${SNAPSHOT_LIMITS.rows} rows or ${SNAPSHOT_LIMITS.bytes} bytes: take them from REST, then subscribe with since.`,
);

/** Snapshot, or all rows changed since. Rejects while the database is away. */
@Injectable()
export class ChangesAnswers {
  private readonly snapshots: SharedReads<TopicRows>;
  private readonly resumes: ResumeReads<ChangedRows>;

  constructor(
    private readonly store: FeedRepository,
    queue: ReadQueue,
  ) {
    this.snapshots = new SharedReads(queue);
    this.resumes = new ResumeReads(queue);
  }

  async answer(topic: ChangesTopic, since: Position | null): Promise<Answer> {
    // Digests are always whole.
    if (isDigestTopic(topic) || since === null) return this.snapshot(topic, since);
    return (await this.resume(topic, since)) ?? (await this.snapshot(topic, null));
  }

  /**
   * Null if it is not possible: the offset is of another stream, in the future, too far behind, or below the retained
   * tombstones.
   */
  private async resume(topic: Exclude<ChangesTopic, DigestTopic>, since: Position): Promise<Answer | null> {
    const read = await this.resumes.read(topic, since.offset, (from) => this.store.changedRows(topic, from));
    if (!leadsOn(since, read) || since.offset < read.after) return null;
    const changes = read.changes.filter(({ offset }) => offset > since.offset);
    return { ok: true, mode: 'resumed', epoch: read.epoch, offset: read.offset, changes };
  }

  private async snapshot(topic: ChangesTopic, since: Position | null): Promise<Answer> {
    const read = await this.snapshots.read(topic, () => this.store.snapshotRows(topic));
    if (read.tooLarge) return TOO_LARGE;
    const mode = since !== null && leadsOn(since, read) ? 'resumed' : 'snapshot';
    return { ok: true, mode, epoch: read.epoch, offset: read.offset, changes: read.changes };
  }
}

const leadsOn = (since: Position, { epoch, offset }: Position): boolean =>
  epoch === since.epoch && offset >= since.offset;
