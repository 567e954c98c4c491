import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome, Sender } from '../sender/sender';
import { type CapturedDelivery, queueKey } from '@livekit-dashboard/traffic';

export interface ReplayOptions {
  /** 2 is twice as fast as recorded; Infinity posts each as soon as the one before it is answered. */
  readonly speed: number;
  readonly onOutcome?: (delivery: CapturedDelivery, outcome: Outcome) => void;
}

/** Posts a capture's deliveries in their order and, scaled by speed, at their times. Settles when all are answered. */
export async function replay(
  capture: readonly CapturedDelivery[],
  sender: Sender,
  options: ReplayOptions,
): Promise<Outcome[]> {
  const startMs = performance.now();
  const outcomes: Promise<Outcome>[] = [];
  for (const delivery of capture) {
    const waitMs = startMs + delivery.atMs / options.speed - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    const sent = sender.send(queueKey(delivery.body), delivery.body);
    outcomes.push(sent.then((outcome) => (options.onOutcome?.(delivery, outcome), outcome)));
    if (options.speed === Infinity) await sent;
  }
  return Promise.all(outcomes);
}
