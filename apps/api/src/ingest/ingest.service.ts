import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Publisher } from '../publish/publisher';
import { isPermanentFault } from '../store/faults';
import { BatchRepository } from '../store/repositories/batch.repository';
import { commitBatch, type CommittedBatch, type Outcome, quarantined } from './commit-batch';
import { IngestUnavailable } from './ingest-unavailable';
import * as metrics from './ingest.metrics';
import { IngestQueue, type Waiting } from './queue';
import type { ReceivedEvent } from './received-event';

const LIMITS = { events: 4_000, bytes: 64 * 1024 * 1024, batchEvents: 256, batchBytes: 8 * 1024 * 1024 };
/** A webhook waits no longer than this for its transaction: LiveKit has no timeout of its own and would stall that room. */
const DEADLINE_MS = 5_000;
/** While a transaction is stuck for this long, newcomers are sent away at once. */
const STUCK_MS = 2_000;
const ANSWERS_AT_ONCE = 16;

/** What waits for input and output goes first. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Group commit. While one transaction runs, newcomers gather; they make the next one. So a quiet server answers in the time of
 * one small transaction, and a busy one shares each commit among many.
 *
 * Invariants: a promise resolves only after the commit, and is settled within `DEADLINE_MS`; publishing is not waited for; a
 * transient fault rejects all that wait (503, LiveKit tries again, the id makes that harmless); an event that can never be
 * stored fails alone. Lifecycle: on shutdown newcomers are refused and what was accepted is committed.
 */
@Injectable()
export class IngestService implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Ingest');
  private readonly queue = new IngestQueue(LIMITS);
  private running: Promise<void> | null = null;
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
    const stuck = this.batchStartedAt !== null && Date.now() - this.batchStartedAt > STUCK_MS;
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
    // Those that arrive in one turn of the event loop share the first transaction too.
    await nextTurn();
    while (this.queue.length > 0) {
      const batch = this.queue.take();
      metrics.queueLength.set(this.queue.length);
      this.batchStartedAt = Date.now();
      await this.commit(batch);
    }
    this.batchStartedAt = null;
    this.running = null;
  }

  /** Settles every one of the batch; never rejects. */
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
      if (!isPermanentFault(error)) {
        this.turnAway(batch, error);
        return;
      }
      if (batch.length === 1 && batch[0]) return this.quarantine(batch[0], error);
      const middle = batch.length >> 1;
      await this.commit(batch.slice(0, middle));
      await this.commit(batch.slice(middle));
    }
  }

  /**
   * Answers and publishes. The next transaction goes first, so that PostgreSQL works while answers are written; and they are written
   * a few at a time, so that its replies are not kept waiting behind them.
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

  private turnAway(batch: readonly Waiting[], error: unknown): void {
    this.logger.error(`Cannot store ${batch.length} event(s) now: ${String(error)}`);
    for (const waiting of batch) waiting.reject(this.counted('database_away'));
    this.queue.rejectAll('database_away');
  }

  private async quarantine(waiting: Waiting, error: unknown): Promise<void> {
    const { event } = waiting.received;
    try {
      await this.batches.quarantine(quarantined(waiting.received, error));
      this.logger.error(`Kept ${event.event} ${event.id} aside, it cannot be folded: ${String(error)}`);
      metrics.outcomes.inc({ outcome: 'quarantined' });
      waiting.resolve('quarantined');
    } catch (failure) {
      this.turnAway([waiting], failure);
    }
  }
}
