import type { Observable } from 'rxjs';
import type { FeedBatch } from '../store/feed';

/**
 * Carries batches from whoever commits to whoever reads, perhaps in another process. A hint, not a record: batches may come late,
 * twice, in another order, or never (FeedReader makes that good).
 */
export abstract class ChangeFeed {
  /** Batches of every process, this one's too. A subscriber must not throw. */
  abstract readonly batches: Observable<FeedBatch>;
  /** The feed works again after it did not: something was missed, perhaps. Also once at the start. */
  abstract readonly restored: Observable<void>;
  /** False: batches do not get to or from other processes now, which read them from PostgreSQL once a second. */
  abstract readonly connected: boolean;
  /** Returns at once, never throws, may lose it. */
  abstract publish(batch: FeedBatch): void;
}
