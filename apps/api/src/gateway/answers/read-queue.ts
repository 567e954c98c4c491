import { Injectable } from '@nestjs/common';

/** Reads for subscribers under way at one time: whatever the number of sockets, the feed and reconcile keep connections of the pool. */
const AT_ONCE = 2;

/** Reads in the order they were asked for, a few at a time. */
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
        next(); // the turn passes on
      else this.running--;
    }
  }
}
