/**
 * Retries quarantined events like new deliveries (ST6): ingest dedupes, folds and appends them, with new offsets.
 *
 * Invariants: an entry is removed only after its event is durable, so a crash between the two leaves a duplicate that
 * the next retry removes; an event that fails again updates its entry with the new reason. Two retries at the same time
 * do no harm.
 */
import {
  QUARANTINE_RETRY_LIMIT,
  type QuarantineRetry,
  type QuarantineRetryRequest,
} from '@livekit-dashboard/contracts';
import { readStored } from '@livekit-dashboard/livekit';
import { Injectable } from '@nestjs/common';
import type { Outcome } from '../ingest/commit-batch';
import { IngestService } from '../ingest/ingest.service';
import type { QuarantinedEventEntity } from '../store/entities/quarantined-event.entity';
import { QuarantineRepository } from '../store/stream/quarantine.repository';

/** Events submitted together, so that they share transactions. */
const AT_ONCE = 50;

@Injectable()
export class QuarantineService {
  constructor(
    private readonly store: QuarantineRepository,
    private readonly ingest: IngestService,
  ) {}

  /** Rejects with `IngestUnavailable`; events stored before that stay stored. */
  async retry({ ids, after = 0 }: QuarantineRetryRequest): Promise<QuarantineRetry> {
    const done = { stored: 0, duplicates: 0, failed: [] as { id: number; reason: string }[] };
    let last = after;
    for (let taken = 0; taken < QUARANTINE_RETRY_LIMIT;) {
      const rest = ids?.filter((id) => id > last);
      const limit = Math.min(AT_ONCE, QUARANTINE_RETRY_LIMIT - taken);
      const rows = await this.store.read(rest === undefined ? { after: last } : { ids: rest }, limit);
      if (rows.length === 0) return { ...done, next: null };
      await this.retryTogether(rows, done);
      taken += rows.length;
      last = rows.at(-1)?.number ?? last;
    }
    return { ...done, next: last };
  }

  private async retryTogether(
    rows: readonly QuarantinedEventEntity[],
    done: { stored: number; duplicates: number; failed: { id: number; reason: string }[] },
  ): Promise<void> {
    const settled = await Promise.allSettled(rows.map((row) => this.submit(row)));
    const outcomeOf = (index: number): Outcome | null => {
      const one = settled[index];
      return one?.status === 'fulfilled' ? one.value : null;
    };
    const numbersOf = (...outcomes: readonly Outcome[]): number[] =>
      rows.flatMap(({ number }, i) => (outcomes.some((outcome) => outcome === outcomeOf(i)) ? [number] : []));
    await this.store.remove(numbersOf('stored', 'duplicate'));
    done.stored += numbersOf('stored').length;
    done.duplicates += numbersOf('duplicate').length;
    const failed = numbersOf('quarantined');
    const reasons = await this.store.reasons(failed);
    done.failed.push(...failed.map((id) => ({ id, reason: reasons.get(id) ?? 'unknown' })));
    const unavailable = settled.find((one) => one.status === 'rejected');
    if (unavailable) throw unavailable.reason;
  }

  private submit(row: QuarantinedEventEntity): Promise<Outcome> {
    const { source, eventId: id, receivedMs, apiKey, synthetic } = row;
    const stored = { id, createdAtMs: null, receivedAtMs: receivedMs, synthetic, payload: row.payload };
    const read = readStored(stored);
    if (!read) return Promise.resolve('quarantined'); // its payload names no event, but a later release may read it
    const bytes = JSON.stringify(row.payload).length;
    return this.ingest.submit({ source, apiKey, receivedAt: receivedMs, bytes, synthetic, ...read });
  }
}
