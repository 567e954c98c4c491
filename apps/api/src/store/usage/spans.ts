/**
 * SQL of everything that takes time and is counted, the stretches of the domain as rows: from `j` to `left_ms`, or open (null), an open
 * one at most to `open_until` if that is given.
 *
 * `$1` and `$2` are the range `[from, to)` in ms; only what can count in it is read. A connection of more than a day is rare and has
 * an index of its own, so a range is found by its ends: whoever was there at most a day left at most a day after it.
 */
import { DAY_MS } from '@livekit-dashboard/domain';
import { IS_PERSON } from '../digests/persons';

/** Units of a minimum begin at most this long after the end: rates allow no longer one. */
export const MINIMUM_REACH_MS = 60 * 60 * 1000;

/** Narrows what is read: SQL over the alias `t` (a connection, an egress, an ingress) and `s`, its session. */
export interface SpanFilter {
  readonly connections: string;
  /** Egresses and ingresses: they have no identity. */
  readonly jobs: string;
  /** What tells the tenant of `s`. */
  readonly tenant: string;
}

const LATE_ENOUGH = `t.left_ms >= $1::bigint - ${MINIMUM_REACH_MS}`;

/** Just one of these is true of each connection that can count. */
const FINDABLE = [
  `${LATE_ENOUGH} AND t.left_ms < $2::bigint + ${DAY_MS} AND t.left_ms - t.joined_ms <= ${DAY_MS}`,
  `${LATE_ENOUGH} AND t.left_ms - t.joined_ms > ${DAY_MS}`,
  `t.state = 'active' AND t.left_ms IS NULL`,
];

/** Gives `t` its session `s`. */
export const WITH_SESSION = 'LEFT JOIN session s ON s.source = t.source AND s.sid = t.session_sid';

const connectionsThat = (condition: string, filter: string, tenant: string): string => `
  SELECT true AS connection, t.source, t.session_sid, t.sid, s.name AS room, ${tenant} AS tenant, t.identity, t.agent_name, t.kind, t.${IS_PERSON} AS person,
    CASE WHEN t.kind = 'SIP' THEN 'sip' WHEN t.kind = 'AGENT' OR t.${IS_PERSON} THEN 'participant' END AS dimension,
    t.joined_ms AS j, t.left_ms, NULL::bigint AS open_until, t.left_estimated AS estimated
  FROM participant t ${WITH_SESSION}
  WHERE t.state <> 'aborted' AND t.joined_ms < $2::bigint AND ${condition} AND (${filter})`;

/** What was never told to end ended with its session, as far as anybody knows. */
const JOB_END = `CASE WHEN t.ended_ms IS NOT NULL OR s.ended_ms IS NOT NULL
  THEN greatest(coalesce(t.ended_ms, s.ended_ms), t.started_ms) END`;

const jobs = (table: string, filter: string, tenant: string): string => `
  SELECT false, t.source, t.session_sid, NULL, coalesce(s.name, t.room_name), ${tenant}, NULL, NULL, NULL, false, t.dimension,
    t.started_ms, ${JOB_END}, t.open_until_ms, t.ended_ms IS NULL AND (s.ended_ms IS NOT NULL OR t.open_until_ms IS NOT NULL)
  FROM ${table} t ${WITH_SESSION}
  WHERE t.dimension IS NOT NULL AND t.started_ms < $2::bigint
    AND (t.ended_ms IS NULL OR t.ended_ms >= $1::bigint - ${MINIMUM_REACH_MS})
    AND (s.ended_ms IS NULL OR s.ended_ms >= $1::bigint - ${MINIMUM_REACH_MS} OR t.ended_ms >= $1::bigint - ${MINIMUM_REACH_MS})
    AND (${filter})`;

export const spans = ({ connections, jobs: ofJobs, tenant }: SpanFilter): string =>
  [
    ...FINDABLE.map((condition) => connectionsThat(condition, connections, tenant)),
    jobs('egress', ofJobs, tenant),
    jobs('ingress', ofJobs, tenant),
  ].join(' UNION ALL ');
