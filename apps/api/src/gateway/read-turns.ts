/**
 * The reads of one socket: one at a time, in the order asked, at a pace. Without it one socket that keeps asking for different offsets
 * fills the queue of all (answers/shared-reads.ts): with it each socket has at most one place there, so the queue serves sockets in turn.
 * A request that a later one overtook while it waited is not read. Lifecycle: with its socket; `close` drops those that wait.
 */

/** So many at once: a client that reconnects asks for all of its topics. */
const BURST = 64;
/** After that, one each so many ms. */
const EVERY_MS = 250;

interface Waiting {
  readonly isWanted: () => boolean;
  /** Whether the read is to be made. */
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

  /** What `read` resolves to when its turn has come; null if it is not wanted any more by then. */
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
    // Those that are not wanted any more cost nothing, and do not wait either.
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
