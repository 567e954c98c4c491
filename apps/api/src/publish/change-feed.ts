import type { Observable } from 'rxjs';
import type { FeedBatch } from '../store/stream/feed';

/**
 * Transports batches from the replica that commits them to every reader, possibly in another process. A hint, not a
 * record: batches may arrive late, repeatedly, out of order, or not at all. FeedReader recovers from all of these.
 */
export abstract class ChangeFeed {
  /** Batches of every process, including this one. A subscriber must not throw. */
  abstract readonly batches: Observable<FeedBatch>;
  /** The feed works again after an outage, so batches may have been missed. Also emits once at the start. */
  abstract readonly restored: Observable<void>;
  /**
   * False: batches are not exchanged with other processes now; readers there find them in PostgreSQL, which they check
   * once a second.
   */
  abstract readonly connected: boolean;
  /** Returns at once and never throws; the batch may be lost. */
  abstract publish(batch: FeedBatch): void;
}
