import { ACTIVITY_ITEMS, type ActivityItem } from '@livekit-dashboard/contracts';
import { RETENTION_EVENTS } from '@livekit-dashboard/domain';
import { activityItem } from '../../store/digests/activity.reader';
import type { FeedBatch } from '../../store/stream/feed';

/** The events kept from before may mention the person that this event erased. */
const [, ERASED] = RETENTION_EVENTS;

/**
 * The last events as lines, from batches as they arrive: the store is not read, and only the shown part of a batch is
 * parsed. Invariant: it keeps no more batches than the last lines need.
 */
export class LatestEvents {
  private known: { readonly offset: number; readonly items: readonly ActivityItem[] } | null = null;
  private batches: FeedBatch[] = [];

  take(batch: FeedBatch): void {
    this.batches.push(batch);
    const newest = batch.toOffset;
    this.batches = this.batches.filter(({ toOffset }) => toOffset > newest - ACTIVITY_ITEMS);
  }

  /** The lines in the store as of an offset. */
  learn(offset: number, items: readonly ActivityItem[]): void {
    if (this.known === null || offset > this.known.offset) this.known = { offset, items };
  }

  /**
   * The newest first. Null: the store must be read, because nothing is known yet, a batch arrived without its events,
   * or a person was erased.
   */
  items(): readonly ActivityItem[] | null {
    const { known } = this;
    if (known === null) return null;
    const items: ActivityItem[] = [];
    for (const { events, toOffset } of this.batches.toReversed()) {
      if (toOffset <= known.offset || items.length >= ACTIVITY_ITEMS) break;
      if (events === null) return null;
      const news = events.filter(({ offset }) => offset > known.offset).slice(-ACTIVITY_ITEMS);
      if (news.some(({ event }) => event === ERASED)) return this.forget();
      items.push(...news.map(activityItem).reverse());
    }
    const latest = [...items, ...known.items].slice(0, ACTIVITY_ITEMS);
    this.known = { offset: Math.max(known.offset, this.batches.at(-1)?.toOffset ?? 0), items: latest };
    this.batches = [];
    return latest;
  }

  private forget(): null {
    this.known = null;
    this.batches = [];
    return null;
  }
}
