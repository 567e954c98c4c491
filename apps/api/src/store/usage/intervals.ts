/**
 * SQL of the intervals that usage counts, which are those of the domain as rows: from `start_ms` to `end_ms`, or open
 * (null), an open one at most to `open_until` if that is given; and of what is counted at one instant.
 *
 * Only what can count in the range is read. Connections of more than a day are rare and have an index of their own.
 * Others are found by their ends: a connection of at most a day ended at most a day after any instant at which it was
 * present.
 */
import { DAY_MS } from '@livekit-dashboard/domain';
import { isPerson } from '../sessions/persons';
import { type Fragment, join, literal, raw, sql, value } from '../sql/sql';
import type { MsRange } from './range-split';
import type { FilterSql } from './usage-filter';

/** Units of a minimum begin at most this long after the end: rates allow no longer one. */
export const MINIMUM_REACH_MS = 60 * 60 * 1000;
const REACH = literal(MINIMUM_REACH_MS);
const DAY = literal(DAY_MS);

/** `[from, to)` in ms, as parameters. */
export interface RangeSql {
  readonly from: Fragment;
  readonly to: Fragment;
}

export const rangeSql = ([fromMs, toMs]: MsRange): RangeSql => ({
  from: value(fromMs, 'bigint'),
  to: value(toMs, 'bigint'),
});

/** Exactly one of these is true for each connection that can count. */
const branches = ({ from, to }: RangeSql): Fragment[] => [
  sql`t.left_ms >= ${from} - ${REACH} AND t.left_ms < ${to} + ${DAY} AND t.left_ms - t.joined_ms <= ${DAY}`,
  sql`t.left_ms >= ${from} - ${REACH} AND t.left_ms - t.joined_ms > ${DAY}`,
  raw(`t.state = 'active' AND t.left_ms IS NULL`),
];

/** Gives `t` its session `s`. */
export const WITH_SESSION = raw('LEFT JOIN session s ON s.source = t.source AND s.sid = t.session_sid');

const IS_PERSON = raw(isPerson('t'));

const connections = ({ to }: RangeSql, branch: Fragment, filter: FilterSql): Fragment => sql`
  SELECT true AS connection, t.source, t.session_sid, t.sid, s.name AS room, ${filter.tenant.ofConnection} AS tenant, t.identity,
    t.agent_name, CASE WHEN NOT t.hidden THEN t.kind END AS kind, ${IS_PERSON} AS person,
    CASE WHEN t.hidden THEN NULL WHEN t.kind = 'SIP' THEN 'sip' WHEN t.kind = 'AGENT' OR ${IS_PERSON} THEN 'participant' END AS dimension,
    t.joined_ms AS start_ms, t.left_ms AS end_ms, NULL::bigint AS open_until, t.left_estimated AS estimated
  FROM participant t ${WITH_SESSION}
  WHERE t.state <> 'aborted' AND t.joined_ms < ${to} AND ${branch} AND (${filter.connections})`;

/** An egress or ingress whose end was not reported ended with its session, as far as is known. */
const JOB_END = raw(`CASE WHEN t.ended_ms IS NOT NULL OR s.ended_ms IS NOT NULL
  THEN greatest(coalesce(t.ended_ms, s.ended_ms), t.started_ms) END`);

const jobs = (table: 'egress' | 'ingress', { from, to }: RangeSql, filter: FilterSql): Fragment => sql`
  SELECT false, t.source, t.session_sid, NULL, coalesce(s.name, t.room_name), ${filter.tenant.ofSession}, NULL, NULL, NULL, false,
    t.dimension, t.started_ms, ${JOB_END}, t.open_until_ms,
    t.end_estimated OR t.ended_ms IS NULL AND (s.ended_ms IS NOT NULL OR t.open_until_ms IS NOT NULL)
  FROM ${raw(table)} t ${WITH_SESSION}
  WHERE t.dimension IS NOT NULL AND t.started_ms < ${to}
    AND (t.ended_ms IS NULL OR t.ended_ms >= ${from} - ${REACH})
    AND (s.ended_ms IS NULL OR s.ended_ms >= ${from} - ${REACH} OR t.ended_ms >= ${from} - ${REACH})
    AND (${filter.jobs})`;

export const intervals = (range: RangeSql, filter: FilterSql): Fragment =>
  join(
    [
      ...branches(range).map((branch) => connections(range, branch, filter)),
      jobs('egress', range, filter),
      jobs('ingress', range, filter),
    ],
    ' UNION ALL ',
  );

/** `FROM` and `WHERE` of the connections `t` that were aborted in the range, with their sessions `s`. */
export const abortedIn = ({ from, to }: RangeSql, filter: FilterSql): Fragment => sql`
  FROM participant t ${WITH_SESSION}
  WHERE t.state = 'aborted' AND t.left_ms >= ${from} AND t.left_ms < ${to} AND (${filter.connections})`;

/** The same for the sessions `s` that started in the range. */
export const startedIn = ({ from, to }: RangeSql, filter: FilterSql): Fragment =>
  sql`FROM session s WHERE s.order_ms >= ${from} AND s.order_ms < ${to} AND (${filter.sessions})`;
