import type { ReadQueue } from './read-queue';

/**
 * Equal requests at the same time share one read. The result is not kept: a later request causes another read.
 */
export class SharedReads<T> {
  private readonly underWay = new Map<string, Promise<T>>();

  constructor(private readonly queue: ReadQueue) {}

  read(key: string, run: () => Promise<T>): Promise<T> {
    const present = this.underWay.get(key);
    if (present) return present;
    const started = this.queue.run(run).finally(() => this.underWay.delete(key));
    this.underWay.set(key, started);
    return started;
  }
}
