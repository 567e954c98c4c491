import { Injectable } from '@nestjs/common';

/**
 * Maximum number of reads for subscribers at a time, so that the feed and reconcile have connections of the pool,
 * whatever the number of sockets.
 */
const AT_ONCE = 2;

/** Reads in the order of the requests, a few at a time. */
@Injectable()
export class ReadQueue {
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  async run<T>(read: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running++;
    try {
      return await read();
    } finally {
      const next = this.waiting.shift();
      if (next)
        next(); // the next read starts
      else this.running--;
    }
  }
}
