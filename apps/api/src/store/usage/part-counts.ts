/**
 * SQL that counts every measure of a range by room, person, agent, session or tenant, from the rows themselves. What has none of it is
 * under the empty key, so parts add up to the whole. Parameters as in shares.ts, with one piece; then those of the filter.
 */
import { COLUMNS, selectMeasures, selectOnly } from './measures';
import { givenUp, started } from './moments';
import { shares } from './shares';
import type { FilterSql } from './usage-filter';

export const PART_KINDS = ['room', 'identity', 'agent', 'session', 'tenant'] as const;
export type PartKind = (typeof PART_KINDS)[number];

/** Longer than that is no name but a load: an index takes 2,704 bytes at most. Keys are cut to it. */
export const KEY_CHARACTERS = 512;
const keyed = (value: string): string => `coalesce(left(${value}, ${KEY_CHARACTERS}), '')`;

/** The key of a span; of a connection `t` that was given up; of a session `s`, which people and agents are not keys of. */
interface Key {
  readonly span: string;
  readonly givenUp: string;
  readonly session: string | null;
}

const keyOf = (kind: PartKind, tenant: string): Key => {
  switch (kind) {
    case 'room':
      return { span: 'room', givenUp: 's.name', session: 's.name' };
    case 'session':
      return { span: 'session_sid', givenUp: 't.session_sid', session: 's.sid' };
    case 'tenant':
      return { span: 'tenant', givenUp: tenant, session: tenant };
    case 'identity':
      return { span: 'CASE WHEN person THEN identity END', givenUp: 't.identity', session: null };
    case 'agent':
      return { span: 'agent_name', givenUp: 'NULL', session: null };
  }
};

/** The first connection of a key in a session makes the session one of theirs: on one day, and on no other. */
const firstOf = (column: string): string => `NOT EXISTS (SELECT 1 FROM participant o
  WHERE o.source = share.source AND o.session_sid = share.session_sid AND o.${column} = share.${column}
    AND o.state <> 'aborted' AND (o.joined_ms, o.sid) < (share.j, share.sid))`;

const sessionsOf = (kind: PartKind): string => {
  if (kind !== 'identity' && kind !== 'agent') return '0';
  const column = kind === 'agent' ? 'agent_name' : 'identity';
  const person = kind === 'identity' ? 'person AND ' : '';
  return `count(*) FILTER (WHERE joins = 1 AND ${person}${column} IS NOT NULL AND ${firstOf(column)})`;
};

/** Rows of `key`, every measure, and `identities`: the distinct ones of persons. */
export function partCounts(kind: PartKind, filter: FilterSql): string {
  const keys = keyOf(kind, filter.tenant);
  const sessions = `UNION ALL SELECT ${keyed(keys.session ?? '')}, 0, ${selectOnly({ sessions: 'count(*)' })} ${started(filter)} GROUP BY 1`;
  return `
    ${shares(filter)}
    SELECT key, sum(identities)::bigint AS identities, ${COLUMNS.map((column) => `sum(${column})::bigint AS ${column}`).join(', ')} FROM (
      SELECT ${keyed(keys.span)} AS key, count(DISTINCT identity) FILTER (WHERE person) AS identities,
        ${selectMeasures({ aborted: '0', sessions: sessionsOf(kind) })}
        FROM share GROUP BY 1
      UNION ALL SELECT ${keyed(keys.givenUp)}, 0, ${selectOnly({ aborted: 'count(*)' })} ${givenUp(filter)} GROUP BY 1
      ${keys.session === null ? '' : sessions}
    ) told GROUP BY key`;
}
