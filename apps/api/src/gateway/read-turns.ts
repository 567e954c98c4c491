/**
 * The reads of one socket: one at a time, in the order of the requests, at a limited rate. Otherwise one socket that
 * keeps requesting different offsets could fill the shared queue (answers/shared-reads.ts); this way each socket has at
 * most one place in it, and the queue serves sockets in turn. A request that a later one replaced while it waited is
 * not read. Lifecycle: that of its socket; `close` drops what waits.
 */

/** Reads without a pause: a client that reconnects requests all of its topics. */
const BURST = 64;
/** The interval between further reads, in ms. */
const EVERY_MS = 250;

interface Waiting {
  readonly isWanted: () => boolean;
  /** Whether the read is still wanted. */
  readonly start: (wanted: boolean) => void;
}

export class ReadTurns {
  private readonly waiting: Waiting[] = [];
  private reading = false;
  private allowance = BURST;
  private countedAt: number;
  private timer: NodeJS.Timeout | null = null;

  /** `now`: a monotonic clock, in ms. */
  constructor(private readonly now: () => number = () => performance.now()) {
    this.countedAt = now();
  }

  /** The result of `read`, which is called when its turn comes; null if it is no longer wanted then. */
  async take<T>(isWanted: () => boolean, read: () => Promise<T>): Promise<T | null> {
    const wanted = await new Promise<boolean>((start) => {
      this.waiting.push({ isWanted, start });
      this.next();
    });
    if (!wanted) return null;
    try {
      return await read();
    } finally {
      this.reading = false;
      this.next();
    }
  }

  close(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    for (const { start } of this.waiting.splice(0)) start(false);
  }

  private next(): void {
    // Reads that are no longer wanted cost nothing and are skipped at once.
    for (let i = this.waiting.length - 1; i >= 0; i--) {
      if (this.waiting[i]?.isWanted() === false) this.waiting.splice(i, 1)[0]?.start(false);
    }
    const [first] = this.waiting;
    if (this.reading || !first || this.timer !== null) return;
    const delayMs = this.delay();
    if (delayMs > 0) {
      this.timer = setTimeout(() => {
        this.timer = null;
        this.next();
      }, delayMs);
      return;
    }
    this.allowance -= 1;
    this.reading = true;
    this.waiting.shift();
    first.start(true);
  }

  /** How long until the next read may be made, in ms. */
  private delay(): number {
    const now = this.now();
    this.allowance = Math.min(BURST, this.allowance + (now - this.countedAt) / EVERY_MS);
    this.countedAt = now;
    return this.allowance >= 1 ? 0 : Math.ceil((1 - this.allowance) * EVERY_MS);
  }
}
