import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { LogBudget } from '../log/log-budget';
import { safeText } from '../log/safe-text';
import { Publisher } from '../publish/publisher';
import { isPermanentError } from '../store/sql/errors';
import { BatchRepository } from '../store/batch/batch.repository';
import { commitBatch, type CommittedBatch, type Outcome, quarantined } from './commit-batch';
import { IngestUnavailable } from './ingest-unavailable';
import * as metrics from './ingest.metrics';
import { IngestQueue, type Waiting } from './queue';
import type { ReceivedEvent } from './received-event';

const LIMITS = { events: 4_000, bytes: 64 * 1024 * 1024, batchEvents: 256, batchBytes: 8 * 1024 * 1024 };
/**
 * The longest that a webhook waits for its transaction, in ms (ST5): LiveKit has no timeout of its own, so a longer
 * wait would delay all events of that room.
 */
const DEADLINE_MS = 5_000;
/** While a transaction has been stuck for this long, in ms, new events are refused at once. */
const STUCK_MS = 2_000;
const ANSWERS_AT_ONCE = 16;
/** A full disk fails a hundred batches a second. */
const ERROR_LINES_PER_SECOND = 2;

/** Yields to pending input and output. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Group commit: makes events durable at the speed of the disk, not of the network.
 *
 * webhook ──submit──▶ queue (bounded) ──drain──▶ commitBatch: BEGIN, dedupe, fold, write, offsets, COMMIT
 *      ▲                   ▲                            │
 *      │                   └─ while a transaction runs, new events wait and form the next batch
 *      │                                                ▼
 *      └──── 200: stored, duplicate, quarantined ◀── settle ──▶ publisher ──▶ feed
 *
 * A quiet server answers in the time of one small transaction, and a busy one shares each commit among up to 256
 * events.
 *
 * Invariants: ST1 to ST7, ST11 and FE4 (docs/protocol.md). A promise settles within `DEADLINE_MS`. A transient error
 * rejects every waiting event with 503: LiveKit retries, and the event id makes the retry a duplicate if the commit
 * succeeded after all. After a permanent error the batch is split in halves until the event that causes it is alone and
 * quarantined.
 *
 * Why the obvious way fails: a transaction for each webhook serializes on the lock of the head, so its rate is limited
 * by the latency of one commit, and a slow disk builds an unbounded queue of connections. Answering before the commit
 * is fast, but a crash then loses events that LiveKit will not send again.
 *
 * Lifecycle: a shutdown refuses new events and commits those that were accepted.
 */
@Injectable()
export class IngestService implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Ingest');
  private readonly queue = new IngestQueue(LIMITS);
  private readonly errorLines = new LogBudget(ERROR_LINES_PER_SECOND);
  private running: Promise<void> | null = null;
  /** By the monotonic clock, since the time of day can jump. */
  private batchStartedAt: number | null = null;
  private answering = Promise.resolve();
  private closed = false;

  constructor(
    private readonly batches: BatchRepository,
    private readonly publisher: Publisher,
  ) {}

  /** Resolves once the event is durable. Rejects with `IngestUnavailable`. */
  submit(received: ReceivedEvent): Promise<Outcome> {
    const refusal = this.refusal();
    if (refusal) return this.refuse(refusal);
    return new Promise<Outcome>((resolve, reject) => {
      const deadline = setTimeout(() => reject(this.counted('too_slow')), DEADLINE_MS);
      const settle =
        <T>(use: (value: T) => void) =>
        (value: T): void => {
          clearTimeout(deadline);
          use(value);
        };
      const waiting: Waiting = { received, resolve: settle(resolve), reject: settle(reject) };
      if (!this.queue.push(waiting)) return settle(reject)(this.counted('queue_full'));
      metrics.queueLength.set(this.queue.length);
      this.running ??= this.drain();
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closed = true;
    await this.running;
    await this.answering;
  }

  private refusal(): IngestUnavailable['reason'] | null {
    if (this.closed) return 'shutting_down';
    const stuck = this.batchStartedAt !== null && performance.now() - this.batchStartedAt > STUCK_MS;
    return stuck ? 'database_away' : null;
  }

  private refuse(reason: IngestUnavailable['reason']): Promise<never> {
    return Promise.reject(this.counted(reason));
  }

  private counted(reason: IngestUnavailable['reason']): IngestUnavailable {
    metrics.unavailable.inc({ reason });
    return new IngestUnavailable(reason);
  }

  private async drain(): Promise<void> {
    // Events that arrive in one turn of the event loop share the first transaction too.
    await nextTurn();
    while (this.queue.length > 0) {
      const batch = this.queue.take();
      metrics.queueLength.set(this.queue.length);
      this.batchStartedAt = performance.now();
      await this.commit(batch);
    }
    this.batchStartedAt = null;
    this.running = null;
  }

  /** Settles every event of the batch; never rejects. */
  private async commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const stop = metrics.batchSeconds.startTimer();
      const committed = await this.batches.transaction((tx) =>
        commitBatch(
          tx,
          batch.map(({ received }) => received),
        ),
      );
      stop();
      this.answering = this.answering.then(() => this.settle(batch, committed));
    } catch (error) {
      if (!isPermanentError(error)) {
        this.rejectAll(batch, error);
        return;
      }
      if (batch.length === 1 && batch[0]) return this.quarantine(batch[0], error);
      const middle = batch.length >> 1;
      await this.commit(batch.slice(0, middle));
      await this.commit(batch.slice(middle));
    }
  }

  /**
   * Publishes the batch and settles its promises. The next transaction starts first, so that PostgreSQL works while
   * responses are written; these are written a few at a time, so that PostgreSQL's replies do not wait behind them.
   */
  private async settle(batch: readonly Waiting[], { outcomes, feed }: CommittedBatch): Promise<void> {
    metrics.batchSize.observe(batch.length);
    await nextTurn();
    if (feed) this.publisher.publish(feed);
    for (const [i, waiting] of batch.entries()) {
      if (i % ANSWERS_AT_ONCE === ANSWERS_AT_ONCE - 1) await nextTurn();
      const outcome = outcomes[i] ?? 'stored';
      metrics.outcomes.inc({ outcome });
      waiting.resolve(outcome);
    }
  }

  private rejectAll(batch: readonly Waiting[], error: unknown): void {
    if (this.errorLines.allows(Date.now())) {
      this.logger.error(`Cannot store ${batch.length} event(s) now: ${String(error)}`);
    }
    for (const waiting of [...batch, ...this.queue.takeAll()]) waiting.reject(this.counted('database_away'));
  }

  private async quarantine(waiting: Waiting, error: unknown): Promise<void> {
    const { event } = waiting.received;
    try {
      await this.batches.quarantine(quarantined(waiting.received, error));
      if (this.errorLines.allows(Date.now())) {
        this.logger.error(
          `Kept ${safeText(event.event)} ${safeText(event.id)} aside, it cannot be folded: ${String(error)}`,
        );
      }
      metrics.outcomes.inc({ outcome: 'quarantined' });
      waiting.resolve('quarantined');
    } catch (failure) {
      this.rejectAll([waiting], failure);
    }
  }
}
