/**
 * SQL, over the alias `t`, of the events that a query matches. Each filter has an index (docs/queries.md); `q` is
 * resolved to offsets first, see `event-search.ts`.
 */
import { EVENT_FACETS, type EventFacetName, type EventsQuery } from '@livekit-dashboard/contracts';
import { boundedId } from '@livekit-dashboard/livekit';
import { sameText } from '../sql/bounded-key';
import type { EventEntity } from '../entities/event.entity';
import { Conditions, containing } from '../sql/conditions';
import { Order } from '../sql/order';

/**
 * Index keys are truncated, since text from outside can be longer than an index entry: the index `event_by_name`, then
 * `event_by_room`.
 */
const NAME_KEY = { sql: 'left(t.event, 64)', length: 64 };
const ROOM_KEY = { sql: 'left(t.room_name, 128)', length: 128 };

export type EventOrder = Order<Pick<EventEntity, 'streamOffset' | 'receivedMs'>>;

export const OLDEST_FIRST: EventOrder = new Order('events', [
  { sql: 't.stream_offset', type: 'bigint', of: (row) => row.streamOffset },
]);
export const NEWEST_FIRST: EventOrder = new Order(
  'events-newest',
  [
    { sql: 't.received_ms', type: 'bigint', of: (row) => row.receivedMs },
    { sql: 't.stream_offset', type: 'bigint', of: (row) => row.streamOffset },
  ],
  true,
);

export type EventFilters = Pick<
  EventsQuery,
  'event' | 'session' | 'room' | 'identity' | 'source' | 'q' | 'after' | 'from' | 'to'
>;

/**
 * `found`: the offsets of the events that match `q`. Without it `q` is a condition like the others, which each row that
 * is read is checked against.
 */
export function eventConditions(filters: EventFilters, found: readonly number[] | null): Conditions {
  const { event, source, room, q } = filters;
  const conditions = withoutFacets(filters);
  if (event !== undefined) isOneOf(event.split(','), conditions);
  if (source !== undefined) conditions.when(source, (p) => `t.source = ${p}`);
  if (room !== undefined) conditions.add(isRoom(room, conditions));
  if (found !== null) return conditions.when(found, (p) => `t.stream_offset = ANY (${p}::bigint[])`);
  return q === undefined ? conditions : conditions.add(searched(q, conditions));
}

/** The filters without a facet, except `q`. */
export const withoutFacets = ({ session, identity, after, from, to }: EventFilters): Conditions =>
  new Conditions()
    .when(session && boundedId(session), (p) => `t.session_sid = ${p}`)
    .when(identity, (p) => sameText('t.identity', p))
    .when(after, (p) => `t.stream_offset > ${p}`)
    .when(from && Date.parse(from), (p) => `t.received_ms >= ${p}`)
    .when(to && Date.parse(to), (p) => `t.received_ms < ${p}`);

/** The same filters except that of one facet, which also counts its other values. */
export const withoutFacet = (filters: EventFilters, facet: EventFacetName): EventFilters => ({
  ...filters,
  [facet]: undefined,
});

/** Whether the filters are on times alone, so that an index can count the matches. */
export const isByTimeAlone = (filters: EventFilters): boolean =>
  [...EVENT_FACETS, 'session', 'identity', 'q', 'after'].every(
    (name) => filters[name as keyof EventFilters] === undefined,
  );

function isOneOf(names: readonly string[], conditions: Conditions): void {
  const [name] = names;
  if (names.length > 1 || name === undefined) {
    const keys = names.map((one) => cutTo(NAME_KEY.length, one));
    conditions.when(keys, (p) => `${NAME_KEY.sql} = ANY (${p}::text[])`);
    conditions.when(names, (p) => `t.event = ANY (${p}::text[])`);
    return;
  }
  conditions.when(cutTo(NAME_KEY.length, name), (p) => `${NAME_KEY.sql} = ${p}`);
  conditions.when(name, (p) => `t.event = ${p}`);
}

export function isRoom(room: string, conditions: Conditions): string {
  const key = conditions.parameter(cutTo(ROOM_KEY.length, room));
  return `${ROOM_KEY.sql} = ${key} AND t.room_name = ${conditions.parameter(room)}`;
}

/** Like `left` of PostgreSQL: counts characters, not UTF-16 units. */
const cutTo = (length: number, text: string): string => Array.from(text).slice(0, length).join('');

/** The condition of the partial index of events that name neither a participant nor only a room. */
const OTHER_EVENTS = "t.participant_sid IS NULL AND t.event NOT LIKE 'room%'";
const PARTS = ['room_name', 'identity', 'session_sid', 'participant_sid', 'track_sid'];

/** Ids of egress and ingress, which have no column of their own: they are in the payloads of few kinds of events. */
export const isJobId = (q: string): boolean => /^(EG|IN)_[\w-]+$/.test(q);

/** Searched as text, because PostgreSQL cannot read a field of JSON that contains a NUL. */
export const isOfJob = (id: string, conditions: Conditions): string =>
  `${OTHER_EVENTS} AND strpos(t.payload::text, ${conditions.parameter(JSON.stringify(id))}) > 0`;

export function hasPart(q: string, conditions: Conditions): string {
  const part = conditions.parameter(containing(q));
  return PARTS.map((column) => `t.${column} ILIKE ${part}`).join(' OR ');
}

const searched = (q: string, conditions: Conditions): string =>
  isJobId(q)
    ? `(${isOfJob(q, conditions)}) OR ${sameText('t.identity', conditions.parameter(q))}`
    : hasPart(q, conditions);
