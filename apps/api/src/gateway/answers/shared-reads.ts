/** Reads under way at one time: whatever the number of sockets that reconnect together, ingest keeps its connections. */
const AT_ONCE = 4;

/**
 * Those who ask the same at the same time share one read. Nothing is kept after it: whoever asks later reads anew.
 */
export class SharedReads<T> {
  private readonly underWay = new Map<string, Promise<T>>();
  private readonly queue: (() => void)[] = [];
  private running = 0;

  read(key: string, run: () => Promise<T>): Promise<T> {
    const present = this.underWay.get(key);
    if (present) return present;
    const started = this.inTurn(run).finally(() => this.underWay.delete(key));
    this.underWay.set(key, started);
    return started;
  }

  private async inTurn(run: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) await new Promise<void>((resolve) => this.queue.push(resolve));
    else this.running++;
    try {
      return await run();
    } finally {
      const next = this.queue.shift();
      if (next)
        next(); // the turn passes on
      else this.running--;
    }
  }
}
