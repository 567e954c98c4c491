import type { StoredEvent } from '@livekit-dashboard/contracts';
import type { FeedBatch, FeedChange } from '../store/feed';

/**
 * What a batch tells to somebody who is at `offset` already: rows and events after it. Nothing newer is lost, since whoever is at
 * `offset` holds every row as of then or later. A batch that begins there is passed on as it is.
 */
export function clip(batch: FeedBatch, offset: number): FeedBatch {
  return batch.fromOffset === offset ? batch : new Clipped(batch, offset);
}

class Clipped implements FeedBatch {
  readonly epoch: string;
  readonly toOffset: number;
  readonly changes: readonly FeedChange[];

  constructor(
    private readonly whole: FeedBatch,
    readonly fromOffset: number,
  ) {
    this.epoch = whole.epoch;
    this.toOffset = whole.toOffset;
    this.changes = whole.changes.filter(({ change }) => change.offset > fromOffset);
  }

  /** On demand: in an encoded batch nobody may want them parsed. */
  get events(): readonly StoredEvent[] | null {
    return this.whole.events?.filter(({ offset }) => offset > this.fromOffset) ?? null;
  }
}
