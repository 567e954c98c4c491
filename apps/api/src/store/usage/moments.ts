/** SQL of what happens at one moment of a range (`$1` to `$2`) and is counted there: `FROM` and `WHERE`, the rest is the reader's. */
import { WITH_SESSION } from './spans';
import type { FilterSql } from './usage-filter';

/** Connections `t` that were given up, with their sessions `s`. */
export const givenUp = ({ connections }: FilterSql): string =>
  `FROM participant t ${WITH_SESSION}
   WHERE t.state = 'aborted' AND t.left_ms >= $1::bigint AND t.left_ms < $2::bigint AND (${connections})`;

/** Sessions `s` that started. */
export const started = ({ sessions }: FilterSql): string =>
  `FROM session s WHERE s.order_ms >= $1::bigint AND s.order_ms < $2::bigint AND (${sessions})`;
