import type { ChangesMessage, Stats } from '@livekit-dashboard/contracts';
import { Room, type RoomHost } from './room';

/** Counting reads the database: not more than once a second, and only when something happened. */
const COUNT_EVERY_MS = 1000;

export type ReadStats = () => Promise<{ readonly offset: number; readonly stats: Stats }>;

/** `overview`: the stats, replaced whole. */
export class OverviewRoom extends Room<ChangesMessage> {
  private dirty = false;
  private counting = false;
  private countedAt = -Infinity;

  constructor(
    host: RoomHost,
    private readonly readStats: ReadStats,
  ) {
    super('overview', host);
  }

  /** Something changed. */
  touch(): void {
    if (this.dirty) return;
    this.dirty = true;
    if (!this.counting) this.flushSoon();
  }

  override flush(now: number): void {
    this.countedAt = now;
    void this.count();
  }

  private flushSoon(): void {
    this.host.flushAt(this, this.countedAt + COUNT_EVERY_MS);
  }

  /** Never rejects: with the database away it counts again later. */
  private async count(): Promise<void> {
    this.counting = true;
    this.dirty = false;
    try {
      const { offset, stats } = await this.readStats();
      if (offset > this.sentTo) this.sendStats(offset, stats);
    } catch {
      this.dirty = true; // the feed's reader logs that the database is away
    }
    this.counting = false;
    if (this.dirty && !this.closed) this.flushSoon();
  }

  private sendStats(offset: number, value: Stats): void {
    const serverTime = new Date().toISOString();
    const changes = [{ kind: 'stats', id: 'stats', offset, value }] as const;
    this.send({ topic: 'overview', epoch: this.epoch, fromOffset: this.sentTo, toOffset: offset, serverTime, changes });
  }
}
