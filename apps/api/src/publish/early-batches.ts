import type { FeedBatch } from '../store/feed';

/** Above this something is badly wrong, and the store is the shorter way. */
const KEPT = 256;

/** Batches that came before the one they follow: replicas publish after their commits, each on its own. Bounded; the latest go first. */
export class EarlyBatches {
  private kept: FeedBatch[] = [];

  get empty(): boolean {
    return this.kept.length === 0;
  }

  /** Where the first of them begins: what is missing ends there. */
  get begin(): number | null {
    return this.kept[0]?.fromOffset ?? null;
  }

  add(batch: FeedBatch): void {
    this.kept.push(batch);
    this.kept.sort((a, b) => a.fromOffset - b.fromOffset);
    this.kept.length = Math.min(this.kept.length, KEPT);
  }

  /** The next one to somebody at `offset`, if it is here. Those that tell nothing new go. */
  next(offset: number): FeedBatch | null {
    while (this.begin !== null && this.begin <= offset) {
      const batch = this.kept.shift();
      if (batch && batch.toOffset > offset) return batch;
    }
    return null;
  }

  clear(): void {
    this.kept = [];
  }
}
