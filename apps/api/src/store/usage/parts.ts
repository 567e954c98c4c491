/**
 * Every measure of a range by room, person, agent, session or tenant, those with the most time first: whole fresh days
 * from their rollups, the remainder from rows. What belongs to no part has the empty key, so that parts add up to the
 * total.
 */
import { DAY_MS } from '@livekit-dashboard/domain';
import type { EntityManager } from 'typeorm';
import { sameText } from '../sql/bounded-key';
import { isPerson } from '../sessions/persons';
import { type Fragment, literal, NOTHING, raw, rows, sql } from '../sql/sql';
import { contributions, type CountSql, countSql } from './contributions';
import type { Counting } from './counting';
import { abortedIn, startedIn } from './intervals';
import { type Counted, MEASURES, NAMED, selectContributed, selectCounted, SUMMED_COLUMNS } from '../entities/measures';
import { type CountedPart, isRolledPart, type PartKind, sessionKey } from './part';
import { IN_ORDER, type PartsPage, selectPage } from './parts-page';
import { type MsRange, splitRange } from './range-split';
import { type Remainder, rolledParts } from './rolled-parts';
import type { FilterSql } from './usage-filter';

/** A longer remainder is not added up in memory: the whole range is then counted from rows. */
const MAX_REMAINDER_MS = 7 * DAY_MS;

export async function countedParts(
  manager: EntityManager,
  kind: PartKind,
  range: MsRange,
  counting: Counting,
  page: PartsPage,
): Promise<CountedPart[]> {
  const useful = counting.filter.whole && isRolledPart(kind);
  const { rolled, remainder } = splitRange(range, useful ? counting.freshDays : [], DAY_MS);
  if (rolled.length === 0 || lengthOf(remainder) > MAX_REMAINDER_MS) {
    return rows(
      manager,
      sql`WITH timed AS (SELECT *, "personMs" + "agentMs" AS ms FROM (${fromRows(kind, range, counting)}) part)
       SELECT timed.*, total FROM (${selectPage(page)}) page JOIN timed USING (key) ${IN_ORDER}`,
    );
  }
  const remaining: Remainder = new Map();
  for (const part of remainder) {
    const counted = await rows<Counted & { readonly key: string }>(manager, fromRows(kind, part, counting));
    for (const { key, ...row } of counted) remaining.set(key, sum(remaining.get(key), row));
  }
  const parts = await rolledParts(manager, kind, { days: rolled, months: counting.freshMonths, remaining }, page);
  return parts.map((part) => ({ ...part, ...sum(remaining.get(part.key), part), identities: null }));
}

const lengthOf = (ranges: readonly MsRange[]): number => ranges.reduce((ms, [from, to]) => ms + to - from, 0);

const fromRows = (kind: PartKind, range: MsRange, { filter, increments, nowMs }: Counting): Fragment =>
  sql`SELECT key, identities, ${NAMED} FROM (${partCounts(kind, countSql(range, nowMs, increments), filter)}) counted`;

const sum = (one: Counted | undefined, other: Counted): Counted =>
  one === undefined
    ? other
    : (Object.fromEntries(MEASURES.map((name) => [name, one[name] + other[name]])) as Record<
        string,
        number
      > as Counted);

/** Keys are truncated to this length, because an index entry has at most 2,704 bytes. */
export const KEY_CHARACTERS = 512;
const keyed = (key: Fragment): Fragment => sql`coalesce(left(${key}, ${literal(KEY_CHARACTERS)}), '')`;

/**
 * The key of an interval; of a connection `t` that was aborted; of a session `s`, which people and agents are not keys
 * of.
 */
interface Key {
  readonly interval: Fragment;
  readonly aborted: Fragment;
  readonly session: Fragment | null;
}

const keyOf = (kind: PartKind, tenant: FilterSql['tenant']): Key => {
  switch (kind) {
    case 'room':
      return { interval: raw('room'), aborted: raw('s.name'), session: raw('s.name') };
    case 'session':
      return {
        interval: sessionKey('source', 'session_sid'),
        aborted: sessionKey('t.source', 't.session_sid'),
        session: sessionKey('s.source', 's.sid'),
      };
    case 'tenant':
      return { interval: raw('tenant'), aborted: tenant.ofConnection, session: tenant.ofSession };
    case 'identity':
      return { interval: raw('CASE WHEN person THEN identity END'), aborted: raw('t.identity'), session: null };
    case 'agent':
      return { interval: raw('agent_name'), aborted: raw('NULL'), session: null };
  }
};

const SAME = {
  identity: `${sameText('o.identity', 'contribution.identity')} AND ${isPerson('o')}`,
  agent: 'o.agent_name = contribution.agent_name',
} as const;

/**
 * A session counts for a key once: on the day of the key's first connection in it. A person who was hidden at first
 * counts from the first connection that was not hidden.
 */
const isFirst = (kind: keyof typeof SAME): string => `NOT EXISTS (SELECT 1 FROM participant o
  WHERE o.source = contribution.source AND o.session_sid = contribution.session_sid AND ${SAME[kind]}
    AND o.state <> 'aborted' AND (o.joined_ms, o.sid) < (contribution.start_ms, contribution.sid))`;

/** Sessions of people and agents, whose keys are not columns of the session. */
const sessionsOf = (kind: PartKind): { readonly sessions?: Fragment } => {
  if (kind !== 'identity' && kind !== 'agent') return {};
  const counts = kind === 'agent' ? 'agent_name IS NOT NULL' : 'person AND identity IS NOT NULL';
  return { sessions: raw(`count(*) FILTER (WHERE joins = 1 AND ${counts} AND ${isFirst(kind)})`) };
};

/**
 * SQL that counts every measure of a range by part, from rows: `key`, every measure, and `identities`, the distinct
 * ones of persons. `count` has one bucket.
 */
export function partCounts(kind: PartKind, count: CountSql, filter: FilterSql): Fragment {
  const key = keyOf(kind, filter.tenant);
  const sessions =
    key.session === null
      ? NOTHING
      : sql`UNION ALL SELECT ${keyed(key.session)}, 0, ${selectCounted('sessions')} ${startedIn(count, filter)} GROUP BY 1`;
  return sql`
    ${contributions(count, filter)}
    SELECT key, sum(identities)::bigint AS identities, ${SUMMED_COLUMNS} FROM (
      SELECT ${keyed(key.interval)} AS key, count(DISTINCT identity) FILTER (WHERE person) AS identities,
        ${selectContributed(sessionsOf(kind))}
        FROM contribution GROUP BY 1
      UNION ALL SELECT ${keyed(key.aborted)}, 0, ${selectCounted('aborted')} ${abortedIn(count, filter)} GROUP BY 1
      ${sessions}
    ) part GROUP BY key`;
}
