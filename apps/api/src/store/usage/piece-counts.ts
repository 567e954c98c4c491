/**
 * SQL that counts everything in each piece of a range, from the rows themselves: every measure, and the peaks. Parameters as in
 * shares.ts, then those of the filter. A row for each piece that has anything.
 */
import { COLUMNS, selectMeasures, selectOnly } from './measures';
import { peaks } from './peaks';
import { givenUp, started } from './moments';
import { shares } from './shares';
import type { FilterSql } from './usage-filter';

export const PEAKS = ['peak_people', 'peak_agents', 'peak_sessions'] as const;

const zeroed = (column: string): string => `coalesce(${column}, 0) AS ${column}`;

export const pieceCounts = (filter: FilterSql): string => `
  ${shares(filter)}, told AS (
    SELECT piece, ${selectMeasures({ aborted: '0', sessions: '0' })} FROM share GROUP BY piece
    UNION ALL SELECT width_bucket(t.left_ms, $4::bigint[]), ${selectOnly({ aborted: 'count(*)' })} ${givenUp(filter)} GROUP BY 1
    UNION ALL SELECT width_bucket(s.order_ms, $4::bigint[]), ${selectOnly({ sessions: 'count(*)' })} ${started(filter)} GROUP BY 1
  ), total AS (
    SELECT piece, ${COLUMNS.map((column) => `sum(${column})::bigint AS ${column}`).join(', ')} FROM told GROUP BY piece
  )
  SELECT piece, ${[...COLUMNS, ...PEAKS].map(zeroed).join(', ')}
  FROM total FULL JOIN (${peaks(filter)}) peak USING (piece)
  WHERE total.piece IS NOT NULL OR greatest(${PEAKS.join(', ')}) > 0`;
