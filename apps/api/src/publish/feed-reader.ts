import type { Position } from '@livekit-dashboard/contracts';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Subject, type Subscription } from 'rxjs';
import type { FeedBatch } from '../store/stream/feed';
import { FeedRepository } from '../store/topics/feed.repository';
import { StreamRepository } from '../store/stream/stream.repository';
import { ChangeFeed } from './change-feed';
import { clip } from './clip';
import { EarlyBatches } from './early-batches';
import { feedChanges, feedMessages, type FeedOutcome, feedPosition, type GapReason, gapReads } from './publish.metrics';

/** How long the reader waits for a missing batch before it reads the gap from PostgreSQL. */
const REORDER_MS = 25;
const HEAD_CHECK_MS = 1000;
/** How long a committed batch may be on its way before it counts as lost. */
const GRACE_MS = 200;

/**
 * Turns the unreliable feed into a contiguous stream: from the head at the start on, every change once and in order.
 *
 * feed (Redis) ──▶ receive ──▶ at the position? ──yes──▶ deliver ──▶ batches ──▶ topics
 *                                   │ no: a gap              ▲
 *                                   ▼                        │
 *                              early batches ──25 ms──▶ readUpTo (PostgreSQL)
 *                                                            ▲
 * each second, and when the feed is restored: checkHead ───┘ head is ahead: a last message was lost
 *
 * Invariants: FE1 to FE3, FE5 and FE6 (docs/protocol.md). The position moves only in `deliver` and in `continueFrom`: a
 * batch that cannot be parsed throws before it moves, and its changes are then read from PostgreSQL like those of a
 * lost message.
 *
 * Why the obvious way fails: passing the messages of the feed on to subscribers is right until Redis drops or repeats
 * one, or until two replicas publish in another order than they committed. Reading PostgreSQL for every message instead
 * is right, but costs a query for each batch and replica.
 *
 * Lifecycle: starts at module init; a shutdown stops all timers and completes the observables.
 */
@Injectable()
export class FeedReader implements OnModuleInit, OnApplicationShutdown {
  /** Contiguous batches. If `events` is null, they must be read from the store. A subscriber must not throw. */
  readonly batches = new Subject<FeedBatch>();
  /** Earlier offsets are void (FE5): the stream continues from this position. */
  readonly resets = new Subject<Position>();

  private readonly logger = new Logger('Feed');
  private readonly early = new EarlyBatches();
  private at: Position | null = null;
  private subscriptions: Subscription[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private stopped = false;
  private checkingHead = false;
  private reading = false;
  private waitingForMissing = false;
  private storeUnavailable = false;

  constructor(
    private readonly feed: ChangeFeed,
    private readonly stream: StreamRepository,
    private readonly store: FeedRepository,
  ) {}

  async onModuleInit(): Promise<void> {
    this.subscriptions = [
      this.feed.batches.subscribe((batch) => this.receive(batch)),
      this.feed.restored.subscribe(() => void this.checkHead()),
    ];
    await this.checkHead();
    this.later(HEAD_CHECK_MS, () => this.keepCheckingHead());
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    for (const subscription of this.subscriptions) subscription.unsubscribe();
    for (const timer of this.timers) clearTimeout(timer);
    this.batches.complete();
    this.resets.complete();
  }

  /** The position up to which everything was delivered; null until the head of the stream is known. */
  position(): Position | null {
    return this.at;
  }

  private receive(batch: FeedBatch): void {
    try {
      feedMessages.inc({ outcome: this.accept(batch) });
    } catch (error) {
      feedMessages.inc({ outcome: 'unreadable' });
      this.logger.error(`Cannot parse a batch of the feed: ${String(error)}`);
    }
  }

  private accept(batch: FeedBatch): FeedOutcome {
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

  /**
   * Delivers a batch that begins at or before the position and moves the position to its end. A batch without anything
   * newer is dropped.
   */
  private deliver(batch: FeedBatch): void {
    if (!this.at || batch.toOffset <= this.at.offset) return;
    const clipped = clip(batch, this.at.offset);
    feedChanges.inc(clipped.changes.length); // a batch that cannot be parsed throws here, before the position moves
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

  private keepCheckingHead(): void {
    void this.checkHead();
    this.later(HEAD_CHECK_MS, () => this.keepCheckingHead());
  }

  /** Compares the position with the head of the stream, to detect lost messages and a changed stream. Never rejects. */
  private async checkHead(): Promise<void> {
    if (this.checkingHead || this.stopped) return;
    this.checkingHead = true;
    try {
      const before = this.at;
      const head = await this.stream.head();
      this.storeSucceeded();
      if (before?.epoch !== head.epoch || head.offset < before.offset) this.continueFrom(head);
      else if (this.isBefore(head.offset)) this.later(GRACE_MS, () => void this.readUpTo(head.offset, 'head'));
    } catch (error) {
      this.storeFailed(error);
    } finally {
      this.checkingHead = false;
    }
  }

  private isBefore(offset: number): boolean {
    return this.at !== null && this.at.offset < offset;
  }

  /** Sets the first position, or moves to the head of a stream that is not the one read so far. */
  private continueFrom(head: Position): void {
    const first = this.at === null;
    this.at = head;
    feedPosition.set(head.offset);
    if (!first) {
      this.early.clear();
      this.logger.warn(`The stream has changed (epoch ${head.epoch}, offset ${head.offset}): subscribers are reset`);
      this.resets.next(head);
    }
    this.deliverEarly();
    if (!this.early.empty) this.waitForMissing();
  }

  /**
   * Reads from PostgreSQL what lies between the position and `offset`. Never rejects; after a failure the next check of
   * the head tries again.
   */
  private async readUpTo(offset: number, reason: GapReason): Promise<void> {
    if (this.reading || this.stopped) return;
    this.reading = true;
    const missing = this.early.begin;
    try {
      while (this.isBefore(offset) && (await this.readOnce(reason)));
      this.storeSucceeded();
      // Still early although the store was read to its end: the batch belongs to another stream.
      if (missing !== null && this.early.begin === missing) this.early.clear();
      if (!this.early.empty) this.waitForMissing();
    } catch (error) {
      this.storeFailed(error);
    } finally {
      this.reading = false;
    }
  }

  /** Returns false if there is nothing more to read, or if the position moved to another stream meanwhile. */
  private async readOnce(reason: GapReason): Promise<boolean> {
    const from = this.at;
    if (!from) return false;
    gapReads.inc({ reason });
    const { epoch, to, head, changes, moved, gone } = await this.store.changedSince(from.offset);
    if (this.stopped || epoch !== from.epoch || epoch !== this.at?.epoch) return false; // the next check of the head handles it
    if (gone) {
      this.continueFrom({ epoch, offset: head }); // tombstones that the reader has not seen were deleted
      return false;
    }
    this.deliver({ epoch, fromOffset: from.offset, toOffset: to, changes, events: null, moved });
    this.deliverEarly();
    return to < head;
  }

  private storeSucceeded(): void {
    if (this.storeUnavailable) this.logger.log('PostgreSQL responds again, reading continues');
    this.storeUnavailable = false;
  }

  private storeFailed(error: unknown): void {
    if (!this.storeUnavailable && !this.stopped)
      this.logger.warn(`PostgreSQL does not respond (${String(error)}): retrying each second`);
    this.storeUnavailable = true;
  }

  private later(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      run();
    }, ms);
    this.timers.add(timer);
  }
}
