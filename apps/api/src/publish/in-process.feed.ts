import { NEVER, Subject } from 'rxjs';
import type { FeedBatch } from '../store/stream/feed';
import { ChangeFeed } from './change-feed';

/**
 * The feed of a single replica. Readers run in a later turn of the event loop, so that none can delay or fail a
 * publisher.
 */
export class InProcessFeed extends ChangeFeed {
  readonly batches = new Subject<FeedBatch>();
  readonly restored = NEVER;
  readonly connected = true;

  publish(batch: FeedBatch): void {
    setImmediate(() => this.batches.next(batch));
  }
}
