import type { Flushable } from './channel';

/**
 * One timer for all channels. Armed only while one of them has something to send, so that a quiet server sleeps.
 */
export class FlushTimer {
  private readonly due = new Map<Flushable, number>();
  private timer: NodeJS.Timeout | null = null;
  private firesAt = Infinity;

  at(channel: Flushable, time: number): void {
    this.due.set(channel, Math.min(time, this.due.get(channel) ?? Infinity));
    this.arm(time);
  }

  forget(channel: Flushable): void {
    this.due.delete(channel);
  }

  clear(): void {
    this.due.clear();
    this.disarm();
  }

  private arm(time: number): void {
    if (time >= this.firesAt) return;
    this.disarm();
    this.firesAt = time;
    this.timer = setTimeout(() => this.fire(), Math.max(0, time - performance.now()));
  }

  private disarm(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.firesAt = Infinity;
  }

  private fire(): void {
    this.disarm();
    const now = performance.now();
    for (const [channel, time] of [...this.due]) {
      // setTimeout may fire a fraction of a millisecond early.
      if (time > now + 1 || !this.due.delete(channel)) continue;
      channel.flush(performance.now());
    }
    if (this.due.size > 0) this.arm(Math.min(...this.due.values()));
  }
}
