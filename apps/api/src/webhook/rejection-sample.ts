/**
 * Samples rejected deliveries: the first of each reason in each minute. Anyone can post invalid requests at any rate,
 * which must fill neither memory nor disk; the counter counts all of them.
 */
import type { ListedRejection } from '../store/stream/rejection.repository';

const MINUTE_MS = 60_000;
/** Deliveries of one reason listed per minute, by each replica. */
export const LISTED_A_MINUTE = 10;
/** Limit of deliveries in memory while the database is unavailable. */
const WAITING_LIMIT = 500;

export class RejectionSample {
  /** By reason: how many were listed in its current minute. */
  private readonly listed = new Map<string, { readonly minute: number; count: number }>();
  private waiting: ListedRejection[] = [];

  add(delivery: ListedRejection): void {
    const minute = Math.floor(delivery.atMs / MINUTE_MS);
    const known = this.listed.get(delivery.reason);
    const own = known && minute <= known.minute ? known : { minute, count: 0 };
    this.listed.set(delivery.reason, own);
    if (own.count >= LISTED_A_MINUTE || this.waiting.length >= WAITING_LIMIT) return;
    own.count += 1;
    this.waiting.push(delivery);
  }

  /** Removes and returns the deliveries that wait to be written. */
  take(): readonly ListedRejection[] {
    const taken = this.waiting;
    this.waiting = [];
    return taken;
  }

  /** Returns deliveries to the sample whose write failed. */
  putBack(deliveries: readonly ListedRejection[]): void {
    this.waiting = [...deliveries, ...this.waiting].slice(0, WAITING_LIMIT);
  }
}
