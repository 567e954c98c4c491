import type { FeedBatch } from '../store/stream/feed';

/** With more early batches than this, reading the gap from the store is cheaper. */
const MAX_BATCHES = 256;

/**
 * Batches that arrived before their predecessor: replicas publish independently after their commits. Bounded: the
 * newest batches are dropped first.
 */
export class EarlyBatches {
  private batches: FeedBatch[] = [];

  get empty(): boolean {
    return this.batches.length === 0;
  }

  /** Where the first of them begins, which is where the gap ends. */
  get begin(): number | null {
    return this.batches[0]?.fromOffset ?? null;
  }

  add(batch: FeedBatch): void {
    this.batches.push(batch);
    this.batches.sort((a, b) => a.fromOffset - b.fromOffset);
    this.batches.length = Math.min(this.batches.length, MAX_BATCHES);
  }

  /** The batch that follows `offset`, or null if it has not arrived. Drops batches that contain nothing newer. */
  next(offset: number): FeedBatch | null {
    while (this.begin !== null && this.begin <= offset) {
      const batch = this.batches.shift();
      if (batch && batch.toOffset > offset) return batch;
    }
    return null;
  }

  clear(): void {
    this.batches = [];
  }
}
