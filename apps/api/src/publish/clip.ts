import type { StoredEvent } from '@livekit-dashboard/contracts';
import type { FeedBatch, FeedChange, SourcedSession } from '../store/stream/feed';

/**
 * The part of a batch that is new to a reader at `offset`. Nothing newer is lost, since such a reader has every row as
 * of that offset or later. A batch that begins at `offset` is returned unchanged.
 */
export function clip(batch: FeedBatch, offset: number): FeedBatch {
  return batch.fromOffset === offset ? batch : new Clipped(batch, offset);
}

class Clipped implements FeedBatch {
  readonly epoch: string;
  readonly toOffset: number;
  readonly changes: readonly FeedChange[];
  readonly moved?: readonly SourcedSession[];

  constructor(
    private readonly whole: FeedBatch,
    readonly fromOffset: number,
  ) {
    this.epoch = whole.epoch;
    this.toOffset = whole.toOffset;
    if (whole.moved) this.moved = whole.moved;
    this.changes = whole.changes.filter(({ change }) => change.offset > fromOffset);
  }

  /** Computed on demand, so that an encoded batch is not parsed for readers that do not need its events. */
  get events(): readonly StoredEvent[] | null {
    return this.whole.events?.filter(({ offset }) => offset > this.fromOffset) ?? null;
  }
}
