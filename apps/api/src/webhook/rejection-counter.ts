/**
 * Counts rejected webhooks, samples some of them, and writes both to the store, where every replica reads them.
 * Invariants: no webhook waits for it; it writes at most once a second, in one statement; its memory is bounded,
 * whatever is posted. While the database is unavailable it keeps counting. Lifecycle: writes the rest once at shutdown.
 */
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Config } from '../config/config';
import { type CountedRejection, RejectionRepository, STRANGERS_A_DAY } from '../store/stream/rejection.repository';
import type { Delivery, Rejection } from './rejection';
import { RejectionSample } from './rejection-sample';
import { safeText } from '../log/safe-text';

const WRITE_EVERY_MS = 1000;
/** Rejections that arrive within this time are written together, in ms. */
const GATHER_MS = 50;
const HOUR_MS = 60 * 60 * 1000;
/** Limit of counts that wait for the database. Beyond it, rejections are counted without their API key. */
const MAX_COUNTS = 1000;
/** A token can claim any time. A value beyond the column's range would fail the write of all counts. */
const MAX_OFFSET = 2 ** 31 - 1;

@Injectable()
export class RejectionCounter implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Webhook');
  private readonly configured: ReadonlySet<string>;
  /** API keys that are not configured here and were counted since the last write. */
  private readonly unknownKeys = new Set<string>();
  private readonly sample = new RejectionSample();
  private counts = new Map<string, CountedRejection>();
  private timer: NodeJS.Timeout | null = null;
  private writtenAt = -Infinity;
  private writing = Promise.resolve();
  private storeAway = false;
  private closed = false;

  constructor(
    config: Config,
    private readonly store: RejectionRepository,
  ) {
    this.configured = new Set(config.servers.flatMap(({ keys }) => [...keys.keys()].map(safeText)));
  }

  add(
    { reason, apiKey, source, clockOffsetSeconds }: Rejection,
    { bytes, remoteAddress }: Delivery,
    atMs: number,
  ): void {
    const offset = clockOffsetSeconds === null ? null : Math.min(Math.max(clockOffsetSeconds, -MAX_OFFSET), MAX_OFFSET);
    this.count({ reason, apiKey: this.countedKey(apiKey ?? ''), count: 1, lastMs: atMs, clockOffsetSeconds: offset });
    this.sample.add({ atMs, reason, apiKey, source, bytes: sizeOf(bytes), remoteAddress });
    this.writeSoon();
  }

  beforeApplicationShutdown(): Promise<void> {
    this.closed = true;
    return this.written();
  }

  /** Writes the current counts now; resolves when the write has succeeded or failed. */
  written(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  private count(more: CountedRejection): void {
    const key = JSON.stringify([Math.floor(more.lastMs / HOUR_MS), more.reason, more.apiKey]);
    const known = this.counts.get(key);
    const [older, newer] = known && known.lastMs > more.lastMs ? [more, known] : [known, more];
    this.counts.set(key, { ...newer, count: newer.count + (older?.count ?? 0) });
  }

  /** The key, or an empty text if too many unknown keys were counted already. */
  private countedKey(apiKey: string): string {
    if (apiKey === '' || this.configured.has(apiKey) || this.unknownKeys.has(apiKey)) return apiKey;
    if (this.unknownKeys.size >= STRANGERS_A_DAY || this.counts.size >= MAX_COUNTS) return '';
    this.unknownKeys.add(apiKey);
    return apiKey;
  }

  private writeSoon(): void {
    if (this.timer !== null || this.closed) return;
    const wait = Math.max(GATHER_MS, this.writtenAt + WRITE_EVERY_MS - performance.now());
    this.timer = setTimeout(() => void this.written(), wait);
  }

  /** Never rejects: counts that could not be written are kept. */
  private async write(): Promise<void> {
    const counted = [...this.counts.values()];
    if (counted.length === 0) return;
    this.counts = new Map();
    const listed = this.sample.take();
    try {
      await this.store.add(counted, listed, [...this.configured], Date.now());
      this.unknownKeys.clear();
      this.storeAway = false;
    } catch (error) {
      this.sample.putBack(listed);
      this.keep(counted, error);
    }
    this.writtenAt = performance.now();
    if (this.counts.size > 0) this.writeSoon();
  }

  private keep(counted: readonly CountedRejection[], error: unknown): void {
    for (const one of counted) this.count(one);
    if (!this.storeAway)
      this.logger.warn(
        `Rejected webhooks are counted in memory, since the database cannot store them: ${String(error)}`,
      );
    this.storeAway = true;
  }
}

/** A header can announce any length. */
const sizeOf = (bytes: number | null): number | null =>
  bytes !== null && Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : null;
