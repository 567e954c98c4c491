/**
 * One retention run: raw events, then sessions, then tombstones of earlier deletions, oldest first, in small steps with
 * a pause after each. Invariants: ER5, ER6 and ER8 (docs/protocol.md); an interrupted run loses nothing, and the next
 * one continues where it stopped.
 */
import { DAY_MS, startOfDay } from '@livekit-dashboard/domain';
import { randomUUID } from 'node:crypto';
import { REJECTION_DAYS, TOMBSTONE_DAYS } from '@livekit-dashboard/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../config/config';
import { Publisher } from '../publish/publisher';
import { RejectedDeliveryRepository } from '../store/stream/rejected-delivery.repository';
import { rest } from '../recurring/rest';
import { RetentionRepository } from '../store/retention/retention.repository';
import { LeaseLostError, SessionDeletionRepository } from '../store/retention/session-deletion.repository';
import type { Lease } from '../store/sql/lease';
import { RetentionTimes } from './retention-times';
import * as metrics from './retention.metrics';

/** Cancels the remaining steps. */
class Stopped extends Error {}

interface Run {
  readonly lease: Lease;
  readonly nowMs: number;
  readonly signal: AbortSignal;
}

@Injectable()
export class RetentionRun {
  private readonly logger = new Logger('Retention');

  constructor(
    private readonly config: Config,
    private readonly store: RetentionRepository,
    private readonly sessions: SessionDeletionRepository,
    private readonly rejections: RejectedDeliveryRepository,
    private readonly publisher: Publisher,
    private readonly times: RetentionTimes,
  ) {}

  /**
   * Returns false if another replica runs, or if a run began after `dueBeforeMs`. Rejects only while the database is
   * unavailable.
   */
  async run(nowMs: number, dueBeforeMs: number, signal: AbortSignal): Promise<boolean> {
    const lease: Lease = { owner: randomUUID(), leaseMs: this.times.leaseMs };
    if (!(await this.store.claim(lease, nowMs, dueBeforeMs))) return false;
    try {
      await this.delete({ lease, nowMs, signal });
      await this.store.finish(lease, Date.now(), null);
    } catch (error) {
      await this.ended(lease, error);
    }
    return true;
  }

  private async delete(run: Run): Promise<void> {
    const { lease } = run;
    const eventsBeforeMs = limitOf(this.config.retentionDays, run.nowMs);
    const sessionsFromMs = dayOrNull(limitOf(this.config.sessionRetentionDays, run.nowMs));
    await this.store.keepSessionsFrom(sessionsFromMs); // first, so that no event makes an earlier day stale from now on
    const sessionsBeforeMs = sessionsFromMs === null ? null : await this.sessions.deletableBefore(sessionsFromMs);
    const rejectionDays = Math.min(REJECTION_DAYS, this.config.retentionDays ?? REJECTION_DAYS);
    await this.rejections.forgetBefore(run.nowMs - rejectionDays * DAY_MS);
    const events =
      eventsBeforeMs === null
        ? 0
        : await this.steps(run, 'events', () => this.store.deleteEvents(lease, eventsBeforeMs, this.times.events));
    if (eventsBeforeMs !== null) {
      await this.steps(run, 'unplaced', () => this.store.deleteUnplaced(lease, this.times.events));
    }
    const sessions =
      sessionsBeforeMs === null
        ? 0
        : await this.steps(run, 'session_rows', () => this.deleteSessions(lease, sessionsBeforeMs));
    await this.steps(run, 'tombstones', () =>
      this.store.deleteTombstones(lease, TOMBSTONE_DAYS * DAY_MS, this.times.events),
    );
    if (events + sessions === 0) return;
    this.logger.log(`Deleted ${events} raw events, and ${sessions} rows of sessions`);
    if (this.config.databaseUrl === null) await this.store.reclaim();
  }

  /**
   * Returns the rows deleted with the sessions of one step, plus one, so that a step that finds its sessions active
   * again is not taken for the last.
   */
  private async deleteSessions(lease: Lease, beforeMs: number): Promise<number> {
    const feed = await this.sessions.deleteSome(lease, beforeMs, Date.now(), this.times.sessions);
    if (!feed) return 0;
    this.publisher.publish(feed);
    return Math.max(1, feed.changes.length);
  }

  private async steps(
    { signal }: Run,
    what: 'events' | 'unplaced' | 'session_rows' | 'tombstones',
    step: () => Promise<number>,
  ): Promise<number> {
    for (let total = 0; ;) {
      if (signal.aborted) throw new Stopped();
      const from = performance.now();
      const deleted = await step();
      const tookMs = performance.now() - from;
      if (deleted === 0) return total;
      total += deleted;
      metrics.deleted.inc({ what }, deleted);
      metrics.stepSeconds.observe({ what }, tookMs / 1000);
      if (!(await rest(tookMs, this.times, signal))) throw new Stopped();
    }
  }

  private async ended(lease: Lease, error: unknown): Promise<void> {
    if (error instanceof LeaseLostError) return;
    if (error instanceof Stopped) return this.store.finish(lease, null, null);
    this.logger.warn(`Deletion stopped, the next run continues: ${String(error)}`);
    await this.store.finish(lease, null, 'Deletion failed. The log has the reason');
  }
}

const dayOrNull = (ms: number | null): number | null => (ms === null ? null : startOfDay(ms));

const limitOf = (days: number | null, nowMs: number): number | null => (days === null ? null : nowMs - days * DAY_MS);
