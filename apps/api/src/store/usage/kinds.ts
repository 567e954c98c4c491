/**
 * SQL of how many of each kind a range had: people who left by reason, sessions that ended by reason and by length.
 * `$1` and `$2` are the range.
 */
import { IS_PERSON } from '../digests/persons';
import type { SpanFilter } from './spans';

/** Classes of length, each with its bound in ms (excluded), as the contract names them. */
const LENGTHS = [
  ['under_1m', 60_000],
  ['1m_5m', 300_000],
  ['5m_15m', 900_000],
  ['15m_30m', 1_800_000],
  ['30m_1h', 3_600_000],
  ['1h_2h', 7_200_000],
  ['2h_4h', 14_400_000],
] as const;
const OVER = 'over_4h';

const LENGTH = `CASE ${LENGTHS.map(([name, ms]) => `WHEN s.ended_ms - s.order_ms < ${ms} THEN '${name}'`).join(' ')} ELSE '${OVER}' END`;

/** Rows of `at`, `kind` and `key`: one for each that counts. `sessions`: SQL over the alias `s`. */
export const kinds = ({ connections }: SpanFilter, sessions: string): string => `
  SELECT t.left_ms AS at, 'leave' AS kind, coalesce(t.disconnect_reason, '') AS key
    FROM participant t LEFT JOIN session s ON s.source = t.source AND s.sid = t.session_sid
    WHERE t.state = 'left' AND t.left_ms >= $1::bigint AND t.left_ms < $2::bigint AND t.${IS_PERSON} AND (${connections})
  UNION ALL SELECT s.ended_ms, told.kind, told.key
    FROM session s CROSS JOIN LATERAL (VALUES ('end', coalesce(s.end_reason, '')), ('length', ${LENGTH})) AS told (kind, key)
    WHERE s.ended_ms >= $1::bigint AND s.ended_ms < $2::bigint AND (${sessions})`;
