import type { Change, ChangesMessage } from '@livekit-dashboard/contracts';
import { nextTick, TICK_MS } from './pace';
import { Channel } from './channel';

/** `sessions`, `agents`, the topic of a session: the newest value of each row, once per tick. */
export class ChangesChannel extends Channel<ChangesMessage> {
  private pending = new Map<string, Change>();
  private taken = 0;
  private flushedAt = -Infinity;
  private tickMs: number = TICK_MS.least;
  /** The server of the session, if the topic names none: that of the first row. */
  private source: string | null = null;

  override admitted(offset: number, changes: readonly Change[]): void {
    super.admitted(offset, changes);
    for (const { kind, value } of changes) if (kind === 'session' && value !== null) this.source ??= value.source;
  }

  /** If two servers have a session of one sid, a topic without a source carries the session of one of them. */
  takeOf(source: string, change: Change): void {
    this.source ??= source;
    if (source === this.source) this.take(change);
  }

  take(change: Change): void {
    if (this.pending.size === 0) this.host.flushAt(this, this.flushedAt + this.tickMs);
    this.pending.set(`${change.kind} ${change.id}`, change);
    this.taken++;
  }

  override flush(now: number): void {
    const changes = [...this.pending.values()];
    const flushed = {
      changes: this.taken,
      elapsedMs: now - this.flushedAt,
      deliveries: changes.length * this.members.size,
    };
    this.pending = new Map();
    this.taken = 0;
    this.flushedAt = now;
    this.sendChanges(changes);
    this.tickMs = nextTick({ ...flushed, costMs: performance.now() - now });
  }

  private sendChanges(changes: readonly Change[]): void {
    const { epoch, offset: toOffset } = this.host.covered();
    const serverTime = new Date().toISOString();
    this.send({ topic: this.topic, epoch, fromOffset: this.sentTo, toOffset, serverTime, changes });
  }
}
