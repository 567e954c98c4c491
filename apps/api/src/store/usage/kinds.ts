/**
 * SQL of how many of each kind a range had: people who left by reason, sessions that ended by reason and by length.
 * `$1` and `$2` are the range.
 */
import { SESSION_LENGTH_ENDS, SESSION_LENGTHS } from '@livekit-dashboard/contracts';
import { IS_PERSON } from '../digests/persons';
import { WITH_SESSION } from './spans';
import type { FilterSql } from './usage-filter';

const LENGTH = `CASE ${SESSION_LENGTH_ENDS.map((minutes, i) => `WHEN s.ended_ms - s.order_ms < ${minutes * 60_000} THEN '${SESSION_LENGTHS[i]}'`).join(' ')}
  ELSE '${SESSION_LENGTHS[SESSION_LENGTH_ENDS.length]}' END`;

/** Rows of `at`, `kind` and `key`: one for each that counts. `sessions`: SQL over the alias `s`. */
export const kinds = ({ connections, sessions }: FilterSql): string => `
  SELECT t.left_ms AS at, 'leave' AS kind, coalesce(t.disconnect_reason, '') AS key
    FROM participant t ${WITH_SESSION}
    WHERE t.state = 'left' AND t.left_ms >= $1::bigint AND t.left_ms < $2::bigint AND t.${IS_PERSON} AND (${connections})
  UNION ALL SELECT s.ended_ms, told.kind, told.key
    FROM session s CROSS JOIN LATERAL (VALUES ('end', coalesce(s.end_reason, '')), ('length', ${LENGTH})) AS told (kind, key)
    WHERE s.ended_ms >= $1::bigint AND s.ended_ms < $2::bigint AND (${sessions})`;
