/** Posts past events as fast as they are stored, and future ones at their time. Prints the first failures only. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome, Sender } from '../sender/sender';
import type { Delivery } from '@livekit-dashboard/traffic';

/** Enough for the server to store many events in one transaction. Each is live on its pages for a moment. */
const SESSIONS_AT_ONCE = 64;
/** How many failures are printed one by one. */
const TELL_FAILURES = 5;

export class Poster {
  private failed = 0;

  constructor(private readonly sender: Pick<Sender, 'send'>) {}

  /** Each session from its first event to its last, in LiveKit's order; many sessions at a time. */
  async postAll(deliveries: Iterable<Delivery>, starts: (first: Delivery) => void = () => undefined): Promise<void> {
    const sessions = Map.groupBy(deliveries, ({ session }) => session).values();
    const work = async (): Promise<void> => {
      for (const [first, ...rest] of sessions) {
        if (!first) continue;
        starts(first);
        for (const delivery of [first, ...rest]) await this.post(delivery);
      }
    };
    await Promise.all(Array.from({ length: SESSIONS_AT_ONCE }, work));
  }

  /** Waits for the time of each. */
  async follow(deliveries: Iterable<Delivery>): Promise<void> {
    for (const delivery of deliveries) {
      const waitMs = delivery.atMs - Date.now();
      if (waitMs > 0) await sleep(waitMs);
      void this.post(delivery);
    }
  }

  private async post(delivery: Delivery): Promise<void> {
    this.heed(delivery, await this.sender.send(delivery.key, delivery.body));
  }

  private heed(delivery: Delivery, { status, result }: Outcome): void {
    if (status === 200) return;
    this.failed += 1;
    if (this.failed <= TELL_FAILURES) console.error(`${delivery.event} of ${delivery.key}: ${status ?? result}`);
    if (this.failed === TELL_FAILURES) console.error('(further failures are not printed)');
  }
}
