/**
 * Counts refused webhooks and hands the counts to the store, where every replica finds them.
 * Invariants: no webhook waits for it; it writes at most once a second, in one statement; its memory is bounded, whatever is posted.
 * While the database is away it keeps counting. Lifecycle: at shutdown it writes what it has, once.
 */
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Config } from '../config/config';
import {
  type CountedRejection,
  RejectionRepository,
  STRANGERS_A_DAY,
} from '../store/repositories/rejection.repository';
import type { Rejection } from './rejection';
import { safeText } from './safe-text';

const WRITE_EVERY_MS = 1000;
/** Those that come together are written together. */
const GATHER_MS = 50;
const HOUR_MS = 60 * 60 * 1000;
/** Of hours that could not be written yet: what comes on top is counted without its API key. */
const MOST_COUNTS = 1000;
/** A token may tell any time: what no column holds would keep all counts from being written. */
const MOST_OFFSET = 2 ** 31 - 1;

@Injectable()
export class RejectionCounter implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Webhook');
  private readonly configured: ReadonlySet<string>;
  /** API keys that are not configured here, counted since the last write. */
  private readonly strangers = new Set<string>();
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

  add({ reason, apiKey, clockOffsetSeconds }: Rejection, atMs: number): void {
    const offset =
      clockOffsetSeconds === null ? null : Math.min(Math.max(clockOffsetSeconds, -MOST_OFFSET), MOST_OFFSET);
    this.count({ reason, apiKey: this.toldApart(apiKey ?? ''), count: 1, lastMs: atMs, clockOffsetSeconds: offset });
    this.writeSoon();
  }

  beforeApplicationShutdown(): Promise<void> {
    this.closed = true;
    return this.written();
  }

  /** Writes now what is counted by now; resolves when it is done, or has failed. */
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

  /** The key, unless it is one stranger too many. */
  private toldApart(apiKey: string): string {
    if (apiKey === '' || this.configured.has(apiKey) || this.strangers.has(apiKey)) return apiKey;
    if (this.strangers.size >= STRANGERS_A_DAY || this.counts.size >= MOST_COUNTS) return '';
    this.strangers.add(apiKey);
    return apiKey;
  }

  private writeSoon(): void {
    if (this.timer !== null || this.closed) return;
    const wait = Math.max(GATHER_MS, this.writtenAt + WRITE_EVERY_MS - performance.now());
    this.timer = setTimeout(() => void this.written(), wait);
  }

  /** Never rejects: what could not be written is counted on. */
  private async write(): Promise<void> {
    const counted = [...this.counts.values()];
    if (counted.length === 0) return;
    this.counts = new Map();
    try {
      await this.store.add(counted, [...this.configured], Date.now());
      this.strangers.clear();
      this.storeAway = false;
    } catch (error) {
      this.keep(counted, error);
    }
    this.writtenAt = performance.now();
    if (this.counts.size > 0) this.writeSoon();
  }

  private keep(counted: readonly CountedRejection[], error: unknown): void {
    for (const one of counted) this.count(one);
    if (!this.storeAway)
      this.logger.warn(`Refused webhooks are counted in memory, the store does not take them: ${String(error)}`);
    this.storeAway = true;
  }
}
