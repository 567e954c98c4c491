/**
 * Notices a silent link. Armed while connected; `seen()` on every packet; calls `onStale` once when none came for long enough.
 * One timer, set anew only when it runs out: a packet costs one assignment.
 */
export class Watchdog {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private lastSeen = 0;

  constructor(
    /** Asked each time: a large answer under way may take longer. */
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
    this.timer = setTimeout(() => this.look(), ms);
  }

  private look(): void {
    this.timer = null;
    // A clock that was set back must not stop the dog.
    const silent = Math.abs(Date.now() - this.lastSeen);
    const left = this.limitMs() - silent;
    if (left > 0) this.wait(left);
    else this.onStale();
  }
}
