/**
 * Detects a silent connection. Armed while connected; `seen()` on every packet; calls `onStale` once when no packet arrived within the
 * limit. It has one timer, which is set again only when it fires: a packet costs one assignment.
 */
export class Watchdog {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private lastSeen = 0;

  constructor(
    /** The limit in ms, read each time: a large reply may take longer. */
    private readonly limitMs: () => number,
    private readonly onStale: () => void,
  ) {}

  arm(): void {
    this.disarm();
    this.seen();
    this.wait(this.limitMs());
  }

  seen(): void {
    this.lastSeen = Date.now();
  }

  disarm(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private wait(ms: number): void {
    this.timer = setTimeout(() => this.check(), ms);
  }

  private check(): void {
    this.timer = null;
    // A clock that was set back must not disable the watchdog.
    const silent = Math.abs(Date.now() - this.lastSeen);
    const left = this.limitMs() - silent;
    if (left > 0) this.wait(left);
    else this.onStale();
  }
}
