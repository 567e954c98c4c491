import type { Position } from '@livekit-dashboard/contracts';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Subject, type Subscription } from 'rxjs';
import type { FeedBatch } from '../store/feed';
import { FeedRepository } from '../store/repositories/feed.repository';
import { StreamRepository } from '../store/repositories/stream.repository';
import { ChangeFeed } from './change-feed';
import { clip } from './clip';
import { EarlyBatches } from './early-batches';
import { feedChanges, feedMessages, type FeedOutcome, feedPosition, type GapReason, gapReads } from './publish.metrics';

/** How long a missing message may still come by itself. */
const REORDER_MS = 25;
const LOOK_EVERY_MS = 1000;
/** What was just committed is on its way: time for it before it counts as lost. */
const GRACE_MS = 200;

/**
 * The feed made whole: from the stream's head at the start, every change once, in order.
 *
 * Invariants: a batch begins where the one before it ended. What the feed does not bring is read from PostgreSQL: a gap after 25 ms,
 * lost last messages within 1.2 s (a look at the head each second, and when the feed is restored). With PostgreSQL away it waits.
 * A stream that is another one, or went back, or of which too much was deleted meanwhile, is announced by `resets`, and the reading goes on at its head.
 * Lifecycle: starts at module init; ends at shutdown, and completes its observables.
 */
@Injectable()
export class FeedReader implements OnModuleInit, OnApplicationShutdown {
  /** Contiguous. `events` is null if they must be read from the store. A subscriber must not throw. */
  readonly batches = new Subject<FeedBatch>();
  /** All earlier offsets are void; it goes on from this position. */
  readonly resets = new Subject<Position>();

  private readonly logger = new Logger('Feed');
  private readonly early = new EarlyBatches();
  private at: Position | null = null;
  private subscriptions: Subscription[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private stopped = false;
  private looking = false;
  private reading = false;
  private waitingForMissing = false;
  private storeAway = false;

  constructor(
    private readonly feed: ChangeFeed,
    private readonly stream: StreamRepository,
    private readonly store: FeedRepository,
  ) {}

  async onModuleInit(): Promise<void> {
    this.subscriptions = [
      this.feed.batches.subscribe((batch) => this.receive(batch)),
      this.feed.restored.subscribe(() => void this.look()),
    ];
    await this.look();
    this.later(LOOK_EVERY_MS, () => this.keepLooking());
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    for (const subscription of this.subscriptions) subscription.unsubscribe();
    for (const timer of this.timers) clearTimeout(timer);
    this.batches.complete();
    this.resets.complete();
  }

  /** Up to where everything was delivered; null until the head of the stream is known. */
  position(): Position | null {
    return this.at;
  }

  private receive(batch: FeedBatch): void {
    try {
      feedMessages.inc({ outcome: this.take(batch) });
    } catch (error) {
      feedMessages.inc({ outcome: 'unreadable' });
      this.logger.error(`A batch could not be read: ${String(error)}`);
    }
  }

  private take(batch: FeedBatch): FeedOutcome {
    if (this.at && batch.epoch !== this.at.epoch) return 'foreign';
    if (this.at && batch.toOffset <= this.at.offset) return 'duplicate';
    if (!this.at || batch.fromOffset > this.at.offset) {
      this.early.add(batch);
      this.waitForMissing();
      return 'early';
    }
    this.deliver(batch);
    this.deliverEarly();
    return 'delivered';
  }

  /** Moves on by a batch that begins at or before the position; one that tells nothing new is dropped. */
  private deliver(batch: FeedBatch): void {
    if (!this.at || batch.toOffset <= this.at.offset) return;
    const clipped = clip(batch, this.at.offset);
    feedChanges.inc(clipped.changes.length); // what cannot be parsed fails here, before the position moves
    this.at = { epoch: batch.epoch, offset: batch.toOffset };
    feedPosition.set(this.at.offset);
    this.batches.next(clipped);
  }

  private deliverEarly(): void {
    for (let batch = this.nextEarly(); batch; batch = this.nextEarly()) {
      if (batch.epoch === this.at?.epoch) this.deliver(batch);
    }
  }

  private nextEarly(): FeedBatch | null {
    return this.at && this.early.next(this.at.offset);
  }

  private waitForMissing(): void {
    if (this.waitingForMissing || !this.at) return;
    this.waitingForMissing = true;
    this.later(REORDER_MS, () => {
      this.waitingForMissing = false;
      const { begin } = this.early;
      if (begin !== null) void this.readUpTo(begin, 'gap');
    });
  }

  private keepLooking(): void {
    void this.look();
    this.later(LOOK_EVERY_MS, () => this.keepLooking());
  }

  /** Is there more than was delivered? Never rejects. */
  private async look(): Promise<void> {
    if (this.looking || this.stopped) return;
    this.looking = true;
    try {
      const before = this.at;
      const head = await this.stream.head();
      this.storeAnswers();
      if (before?.epoch !== head.epoch || head.offset < before.offset) this.goOnFrom(head);
      else if (this.isBefore(head.offset)) this.later(GRACE_MS, () => void this.readUpTo(head.offset, 'head'));
    } catch (error) {
      this.storeFailed(error);
    } finally {
      this.looking = false;
    }
  }

  private isBefore(offset: number): boolean {
    return this.at !== null && this.at.offset < offset;
  }

  /** The first position, or the stream is not the one that was read so far. */
  private goOnFrom(head: Position): void {
    const first = this.at === null;
    this.at = head;
    feedPosition.set(head.offset);
    if (!first) {
      this.early.clear();
      this.logger.warn(
        `The stream is another one (epoch ${head.epoch}, offset ${head.offset}): subscribers start anew`,
      );
      this.resets.next(head);
    }
    this.deliverEarly();
    if (!this.early.empty) this.waitForMissing();
  }

  /** Reads what lies between the position and `offset`. Never rejects; what fails is tried again after the next look. */
  private async readUpTo(offset: number, reason: GapReason): Promise<void> {
    if (this.reading || this.stopped) return;
    this.reading = true;
    const missing = this.early.begin;
    try {
      while (this.isBefore(offset) && (await this.readOnce(reason)));
      this.storeAnswers();
      // Early still, though the store was read to its end: a batch of a stream that is not ours.
      if (missing !== null && this.early.begin === missing) this.early.clear();
      if (!this.early.empty) this.waitForMissing();
    } catch (error) {
      this.storeFailed(error);
    } finally {
      this.reading = false;
    }
  }

  /** False if there is no more to read, or what was read no longer fits. */
  private async readOnce(reason: GapReason): Promise<boolean> {
    const from = this.at;
    if (!from) return false;
    gapReads.inc({ reason });
    const { epoch, to, head, changes, gone } = await this.store.changedSince(from.offset);
    if (this.stopped || epoch !== from.epoch || epoch !== this.at?.epoch) return false; // the next look tells
    if (gone) {
      this.goOnFrom({ epoch, offset: head }); // away for longer than tombstones are kept
      return false;
    }
    this.deliver({ epoch, fromOffset: from.offset, toOffset: to, changes, events: null });
    this.deliverEarly();
    return to < head;
  }

  private storeAnswers(): void {
    if (this.storeAway) this.logger.log('PostgreSQL answers again: reading on');
    this.storeAway = false;
  }

  private storeFailed(error: unknown): void {
    if (!this.storeAway && !this.stopped)
      this.logger.warn(`PostgreSQL does not answer (${String(error)}): trying each second`);
    this.storeAway = true;
  }

  private later(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      run();
    }, ms);
    this.timers.add(timer);
  }
}
