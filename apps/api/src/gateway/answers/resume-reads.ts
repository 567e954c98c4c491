import type { ReadQueue } from './read-queue';

/** A read that has not begun, from the lowest offset of the requests that wait for it. */
interface Planned<T> {
  since: number;
  readonly result: Promise<T>;
}

/**
 * Reads for subscribers that resume, each from an offset of its own. A topic has one read in progress and one planned,
 * which is shared by all requests that arrive before it begins. So a topic costs two reads, whatever the number of
 * sockets and offsets (TO7). The read is bounded and takes the newest rows: a subscriber that is too far behind
 * receives a snapshot, and the answers of the others are not affected.
 */
export class ResumeReads<T> {
  private readonly planned = new Map<string, Planned<T>>();
  private readonly underWay = new Map<string, Promise<unknown>>();

  constructor(private readonly queue: ReadQueue) {}

  read(topic: string, since: number, run: (since: number) => Promise<T>): Promise<T> {
    const planned = this.planned.get(topic);
    if (planned) {
      planned.since = Math.min(planned.since, since);
      return planned.result;
    }
    const plan: Planned<T> = { since, result: this.afterPrevious(topic, () => run(plan.since)) };
    this.planned.set(topic, plan);
    return plan.result;
  }

  private async afterPrevious(topic: string, run: () => Promise<T>): Promise<T> {
    await this.underWay.get(topic)?.catch(() => undefined);
    return this.queue.run(() => {
      this.planned.delete(topic);
      const started = run();
      this.underWay.set(topic, started);
      const ended = (): void => {
        this.underWay.delete(topic);
      };
      started.then(ended, ended);
      return started;
    });
  }
}
