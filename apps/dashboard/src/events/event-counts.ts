/** Facets and histogram of the Events page. Pure. */
import type { EventBuckets, EventFacetName, EventList, StoredEvent } from '@livekit-dashboard/contracts';

export interface EventCounts {
  readonly facets: NonNullable<EventList['facets']>;
  readonly buckets: EventBuckets | null;
}

export const BUCKETS = 60;

const VALUE: Readonly<Record<EventFacetName, (event: StoredEvent) => string | null>> = {
  event: ({ event }) => event,
  source: ({ source }) => source,
  room: ({ roomName }) => roomName,
};

/** The counts after matching events arrived. Null: the histogram is full, so the counts must be loaded again. */
export function withArrived(counts: EventCounts, events: readonly StoredEvent[]): EventCounts | null {
  const buckets = counts.buckets && withBuckets(counts.buckets, events);
  if (counts.buckets && !buckets) return null;
  const facets: EventCounts['facets'] = {};
  for (const name of Object.keys(counts.facets) as EventFacetName[]) {
    const facet = counts.facets[name];
    if (!facet) continue;
    const more = Map.groupBy(events.map(VALUE[name]), (value) => value);
    const values = facet.values.map(({ value, count }) => ({ value, count: count + (more.get(value)?.length ?? 0) }));
    const fresh = [...more].flatMap(([value, { length }]) =>
      value && !facet.more && !values.some((one) => one.value === value) ? [{ value, count: length }] : [],
    );
    facets[name] = { ...facet, values: [...values, ...fresh] };
  }
  return { facets, buckets };
}

function withBuckets(buckets: EventBuckets, events: readonly StoredEvent[]): EventBuckets | null {
  const fromMs = Date.parse(buckets.from);
  const counts = [...buckets.counts];
  for (const { receivedAt } of events) {
    const index = Math.floor((Date.parse(receivedAt) - fromMs) / buckets.stepMs);
    if (index < 0) continue;
    if (index >= BUCKETS * 2) return null;
    while (counts.length <= index) counts.push(0);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return { ...buckets, counts, to: new Date(fromMs + counts.length * buckets.stepMs).toISOString() };
}
