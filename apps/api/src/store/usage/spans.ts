/**
 * SQL of everything that takes time and is counted: connections and egresses, each a span from `j` to `left_ms` (null: it goes on).
 *
 * `$1` and `$2` are the range `[from, to)` in ms; only spans that can count in it are read. What lasted longer than a day is rare and
 * has an index of its own, so a range is found by its ends: whoever was there at most a day left at most a day after it.
 */
import { IS_PERSON } from '../digests/persons';

/** Units of a minimum begin at most this long after a connection left: rates allow no longer minimum. */
export const MINIMUM_REACH_MS = 60 * 60 * 1000;
export const LONG_MS = 24 * 60 * 60 * 1000;

/** Narrows what is read: SQL over the aliases `t` (a participant, an egress) and `s` (its session). */
export interface SpanFilter {
  readonly connections: string;
  readonly egresses: string;
}
export const EVERYTHING: SpanFilter = { connections: 'true', egresses: 'true' };

const ENDED_LATELY = `t.left_ms >= $1::bigint - ${MINIMUM_REACH_MS}`;

/** One of these is true of each connection that can count. */
const FINDABLE = [
  `${ENDED_LATELY} AND t.left_ms < $2::bigint + ${LONG_MS} AND t.left_ms - t.joined_ms <= ${LONG_MS}`,
  `${ENDED_LATELY} AND t.left_ms - t.joined_ms > ${LONG_MS}`,
  `t.state = 'active' AND t.left_ms IS NULL`,
];

const connectionsThat = (condition: string, filter: string): string => `
  SELECT true AS connection, t.source, t.session_sid, s.name AS room, t.identity, t.agent_name, t.kind, t.${IS_PERSON} AS person,
    CASE WHEN t.kind = 'SIP' THEN 'sip' WHEN t.kind = 'AGENT' OR t.${IS_PERSON} THEN 'participant' END AS dimension,
    t.joined_ms AS j, t.left_ms, t.left_estimated AS estimated
  FROM participant t LEFT JOIN session s ON s.source = t.source AND s.sid = t.session_sid
  WHERE t.state <> 'aborted' AND t.joined_ms < $2::bigint AND ${condition} AND (${filter})`;

/** An egress that was never told to end ended with its session, as far as anybody knows. */
const EGRESSES = `
  SELECT false, t.source, t.session_sid, coalesce(s.name, t.room_name) AS room, NULL AS identity, NULL AS agent_name, 'EGRESS' AS kind, false AS person, t.dimension,
    t.started_ms AS j, coalesce(t.ended_ms, s.ended_ms) AS left_ms, t.ended_ms IS NULL AND s.ended_ms IS NOT NULL AS estimated
  FROM egress t LEFT JOIN session s ON s.source = t.source AND s.sid = t.session_sid
  WHERE t.dimension IS NOT NULL AND t.started_ms < $2::bigint
    AND (coalesce(t.ended_ms, s.ended_ms) IS NULL OR coalesce(t.ended_ms, s.ended_ms) >= $1::bigint - ${MINIMUM_REACH_MS})`;

export const spans = ({ connections, egresses }: SpanFilter): string =>
  [...FINDABLE.map((condition) => connectionsThat(condition, connections)), `${EGRESSES} AND (${egresses})`].join(
    ' UNION ALL ',
  );
