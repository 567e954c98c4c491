/**
 * How many events match, by value and over time. Each count reads a bounded number of events, the newest first, and
 * says how far back it reached.
 */
import {
  dayStart,
  type EventBuckets,
  type EventFacet,
  type EventFacetName,
  type EventList,
  FACET_VALUES,
  zoneDay,
} from '@livekit-dashboard/contracts';
import { instantOf } from '@livekit-dashboard/domain';
import type { EntityManager } from 'typeorm';
import { bucketSteps } from './bucket-steps';
import { eventConditions, type EventFilters, isByTimeAlone, NEWEST_FIRST, withoutFacet } from './event-filters';

/** Reading a value reads the row, and with it most of the payload. */
const FACET_DEPTH = 100_000;
/** How many times are counted: an index has those of all events, others are read with the row. */
const BUCKET_DEPTH = { byTimeAlone: 1_000_000, filtered: 100_000 };
/** A longer value cannot be used as a filter. */
const VALUE_LENGTH = 512;
/**
 * No event was received outside these. The bounds of a bucket beyond them would have years of more than four digits.
 */
const EARLIEST_MS = 0;
const LATEST_MS = Date.UTC(9000, 0);
const DAY_MS = 86_400_000;

const COLUMNS: Readonly<Record<EventFacetName, string>> = {
  event: 't.event',
  source: 't.source',
  room: 't.room_name',
};

type Facets = NonNullable<EventList['facets']>;

export interface Counted {
  readonly filters: EventFilters;
  /** The offsets of the events that match `q`. */
  readonly found: readonly number[] | null;
}

/** Facets without a filter of their own count the same events, which are then read once. */
export async function readFacets(
  manager: EntityManager,
  names: readonly EventFacetName[],
  { filters, found }: Counted,
): Promise<Facets> {
  const free = names.filter((name) => filters[name] === undefined);
  const filtered = names.filter((name) => filters[name] !== undefined);
  const facets = free.length === 0 ? {} : await countValues(manager, free, { filters, found });
  for (const name of filtered) {
    Object.assign(facets, await countValues(manager, [name], { filters: withoutFacet(filters, name), found }));
  }
  return facets;
}

async function countValues(
  manager: EntityManager,
  names: readonly EventFacetName[],
  { filters, found }: Counted,
): Promise<Facets> {
  const { where, parameters } = eventConditions(filters, found);
  const columns = names.map((name) => `${COLUMNS[name]} AS "${name}"`).join(', ');
  const values = names.map(
    (name) => `
      (SELECT coalesce(json_agg(counted), '[]') FROM (
         SELECT "${name}" AS value, count(*)::int AS count FROM newest
         WHERE "${name}" <> '' AND length("${name}") <= ${VALUE_LENGTH} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${FACET_VALUES + 1}
       ) counted) AS "${name}"`,
  );
  type Row = Record<EventFacetName, EventFacet['values']> & { readonly read: number; readonly fromMs: number | null };
  const [row] = await manager.query<Row[]>(
    `WITH newest AS MATERIALIZED (
       SELECT ${columns}, t.received_ms FROM event t WHERE ${where} ${NEWEST_FIRST.orderBy} LIMIT ${FACET_DEPTH}
     )
     SELECT ${values.join(', ')}, (SELECT count(*)::int FROM newest) AS read, (SELECT min(received_ms) FROM newest) AS "fromMs"`,
    parameters,
  );
  const countedFrom = row && row.read >= FACET_DEPTH ? instantOf(row.fromMs) : null;
  return Object.fromEntries(
    names.map((name): [EventFacetName, EventFacet] => {
      const all = row?.[name] ?? [];
      return [name, { values: all.slice(0, FACET_VALUES), more: all.length > FACET_VALUES, countedFrom }];
    }),
  );
}

export interface Buckets {
  readonly most: number;
  /** The zone in which days begin at midnight. */
  readonly tz: string;
}

/** Null: no event matches. */
export async function readBuckets(
  manager: EntityManager,
  { most, tz }: Buckets,
  { filters, found }: Counted,
): Promise<EventBuckets | null> {
  const conditions = eventConditions(filters, found);
  const { where, parameters } = conditions;
  const [span] = await manager.query<{ firstMs: number | null; lastMs: number | null }[]>(
    `SELECT min(t.received_ms) AS "firstMs", max(t.received_ms) AS "lastMs" FROM event t WHERE ${where}`,
    parameters,
  );
  const { firstMs = null, lastMs = null } = span ?? {};
  if (firstMs === null || lastMs === null) return null;
  const spanFromMs = filters.from === undefined ? firstMs : Math.max(Date.parse(filters.from), EARLIEST_MS);
  const spanToMs = filters.to === undefined ? lastMs + 1 : Math.min(Date.parse(filters.to), LATEST_MS);
  const { fromMs, stepMs, count } = bucketSteps(spanFromMs, spanToMs, most, aheadOf(tz, lastMs));
  const depth = isByTimeAlone(filters) ? BUCKET_DEPTH.byTimeAlone : BUCKET_DEPTH.filtered;
  const bucket = `(received_ms - ${conditions.parameter(fromMs)}::bigint) / ${conditions.parameter(stepMs)}::bigint`;
  const rows = await manager.query<{ bucket: number; n: number; oldestMs: number }[]>(
    `SELECT (${bucket})::int AS bucket, count(*)::int AS n, min(received_ms) AS "oldestMs"
     FROM (SELECT t.received_ms FROM event t WHERE ${where} ${NEWEST_FIRST.orderBy} LIMIT ${depth}) newest GROUP BY 1 ORDER BY 1`,
    parameters,
  );
  const counts = Array.from({ length: count }, () => 0);
  for (const row of rows) counts[row.bucket] = row.n;
  const read = rows.reduce((sum, { n }) => sum + n, 0);
  return {
    from: new Date(fromMs).toISOString(),
    to: new Date(fromMs + count * stepMs).toISOString(),
    stepMs,
    counts,
    countedFrom: read >= depth ? instantOf(rows[0]?.oldestMs ?? null) : null,
  };
}

/** How far the zone is ahead of UTC on the day of `ms`, in ms; at most a day. */
function aheadOf(tz: string, ms: number): number {
  const midnightMs = dayStart(zoneDay(ms, tz), tz) % DAY_MS;
  return (DAY_MS - midnightMs) % DAY_MS;
}
