/**
 * Search of the log: `q` is resolved to offsets once, and the page, the counts and the histogram use these offsets.
 *
 * A union of branches, each of which uses an index and has an order of its own. PostgreSQL cannot estimate how often a
 * part of a name occurs; for a single condition it would scan the whole log to find a page. Whole names and ids are
 * found in all events; parts in the newest `EVENT_SEARCH_DEPTH` that match the other filters, except those of the
 * facets, which each facet applies itself.
 */
import { boundedId } from '@livekit-dashboard/livekit';
import type { EntityManager } from 'typeorm';
import { sameText } from '../sql/bounded-key';
import { Conditions } from '../sql/conditions';
import { type EventFilters, hasPart, isJobId, isOfJob, isRoom, NEWEST_FIRST, withoutFacets } from './event-filters';

/** Maximum number of events that are searched for partial matches. */
const EVENT_SEARCH_DEPTH = 100_000;
/** Maximum number of events that a search returns, the newest first. */
const EVENTS_FOUND = 20_000;

export interface FoundEvents {
  readonly offsets: readonly number[];
  /** How far back the search went, in ms since 1970; null: over all events that the other filters match. */
  readonly floorMs: number | null;
}

/** Null: there is nothing to search for. */
export async function searchEvents(manager: EntityManager, filters: EventFilters): Promise<FoundEvents | null> {
  const { q } = filters;
  if (q === undefined) return null;
  const floorMs = isJobId(q) ? null : await floorOf(manager, filters);
  const base = withoutFacets(filters);
  const branches = branchesOf(q, base, floorMs).map(
    ({ where }) =>
      `(SELECT t.stream_offset, t.received_ms FROM event t WHERE ${where} ${NEWEST_FIRST.orderBy} LIMIT ${EVENTS_FOUND})`,
  );
  const rows = await manager.query<{ offset: number; ms: number }[]>(
    `SELECT t.stream_offset AS offset, t.received_ms AS ms FROM (${branches.join(' UNION ')}) t
     ${NEWEST_FIRST.orderBy} LIMIT ${EVENTS_FOUND}`,
    base.parameters,
  );
  const cutMs = rows.length < EVENTS_FOUND ? null : (rows.at(-1)?.ms ?? null);
  return { offsets: rows.map(({ offset }) => offset), floorMs: cutMs ?? floorMs };
}

async function floorOf(manager: EntityManager, filters: EventFilters): Promise<number | null> {
  const { where, parameters } = withoutFacets(filters);
  const rows = await manager.query<{ floor: number }[]>(
    `SELECT t.received_ms AS floor FROM event t WHERE ${where} ${NEWEST_FIRST.orderBy}
     OFFSET ${EVENT_SEARCH_DEPTH - 1} LIMIT 1`,
    parameters,
  );
  return rows[0]?.floor ?? null;
}

function branchesOf(q: string, base: Conditions, floorMs: number | null): readonly Conditions[] {
  // A statement must use each of its parameters, so each is made where it is needed.
  const whole = (condition: (p: string) => string): Conditions => base.and(condition(base.parameter(q)));
  const ofId = (condition: (p: string) => string): Conditions => base.and(condition(base.parameter(boundedId(q))));
  const ofIdentity = (): Conditions => whole((p) => sameText('t.identity', p));
  if (isJobId(q)) return [ofIdentity(), base.and(isOfJob(q, base))];
  const parts = base.and(hasPart(q, base));
  if (floorMs === null) return [parts];
  return [
    parts.when(floorMs, (p) => `t.received_ms >= ${p}`),
    ofIdentity(),
    base.and(isRoom(q, base)),
    ofId((p) => `t.session_sid = ${p}`),
    ofId((p) => ofSessionWith('participant', p)),
    ofId((p) => ofSessionWith('track', p)),
  ];
}

/** Participants and tracks are found by their sids, then their events within the session. */
const ofSessionWith = (table: 'participant' | 'track', sid: string): string =>
  `t.${table}_sid = ${sid} AND t.session_sid = ANY (ARRAY(
     SELECT c.session_sid FROM ${table} c WHERE c.source = ANY (ARRAY(${sourcesOf(table)})) AND c.sid = ${sid}))`;

/** The distinct sources of a table whose key begins with them, one index probe each. */
export const sourcesOf = (table: 'participant' | 'track' | 'event'): string => `
  WITH RECURSIVE each AS (
    SELECT min(source) AS source FROM ${table}
    UNION ALL SELECT (SELECT min(source) FROM ${table} WHERE source > each.source) FROM each WHERE each.source IS NOT NULL
  ) SELECT source FROM each WHERE source IS NOT NULL`;
