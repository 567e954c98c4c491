/**
 * Rolls a UTC day up: counts everything in it from the rows themselves, and replaces what was counted before. Whoever changes a row
 * that counts in the day marks it in its own transaction (marks.ts), so a rollup is known to hold or not.
 *
 * Invariants: a day enters the book under the head's lock, so every writer after it sees it, and everybody before it has committed;
 * what is counted and the marks are of one moment; of two who roll the same day at once one gives way.
 */
import type { DataSource } from 'typeorm';
import { kinds } from './kinds';
import { columnOf, MEASURES, SHARE_SUMS } from './measures';
import { peaks } from './peaks';
import { type GridPeriod, shares } from './shares';
import { EVERYTHING } from './spans';

export const DAY_MS = 24 * 60 * 60 * 1000;
export const QUARTER_MS = 15 * 60 * 1000;

/** Longer than that is no name but a load: an index takes 2,704 bytes at most. */
const KEY_CHARACTERS = 512;

const COLUMNS = MEASURES.map(columnOf);
const SUMMED = SHARE_SUMS.map((sum) => sum.split(' AS ').at(-1) ?? '');

const QUARTERS = `
  INSERT INTO usage_quarter (quarter_ms, ${SUMMED.join(', ')}, aborted, sessions, peak_people, peak_agents, peak_sessions)
  SELECT ($4::bigint[])[piece], ${SUMMED.map((name) => `coalesce(spent.${name}, 0)`).join(', ')},
    coalesce(given_up.aborted, 0), coalesce(begun.sessions, 0), peak_people, peak_agents, peak_sessions
  FROM (${peaks(EVERYTHING, 'true')}) peak
    LEFT JOIN (${shares(EVERYTHING)} SELECT piece, ${SHARE_SUMS.join(', ')} FROM share GROUP BY piece) spent USING (piece)
    LEFT JOIN (SELECT width_bucket(left_ms, $4::bigint[]) AS piece, count(*) AS aborted FROM participant
      WHERE state = 'aborted' AND left_ms >= $1::bigint AND left_ms < $2::bigint GROUP BY 1) given_up USING (piece)
    LEFT JOIN (SELECT width_bucket(order_ms, $4::bigint[]) AS piece, count(*) AS sessions FROM session
      WHERE order_ms >= $1::bigint AND order_ms < $2::bigint GROUP BY 1) begun USING (piece)
  WHERE spent.piece IS NOT NULL OR aborted > 0 OR sessions > 0 OR peak_sessions > 0 OR peak_people > 0 OR peak_agents > 0`;

const KINDS = `
  INSERT INTO usage_kind (quarter_ms, kind, key, count)
  SELECT at / ${QUARTER_MS} * ${QUARTER_MS}, kind, key, count(*) FROM (${kinds(EVERYTHING, 'true')}) one GROUP BY 1, 2, 3`;

/** A connection that is the first of its identity (its agent name) in its session makes the session one of theirs. */
const first = (column: string): string => `NOT EXISTS (SELECT 1 FROM participant o
  WHERE o.source = share.source AND o.session_sid = share.session_sid AND o.${column} = share.${column}
    AND o.state <> 'aborted' AND (o.joined_ms, o.sid) < (share.j, share.sid))`;

const zeros = SUMMED.map(() => '0').join(', ');

const PARTS = `
  INSERT INTO usage_part (by, day_ms, key, ${SUMMED.join(', ')}, aborted, sessions)
  SELECT by, $1::bigint, coalesce(left(key, ${KEY_CHARACTERS}), ''), ${[...SUMMED, 'aborted', 'sessions'].map((name) => `sum(${name})`).join(', ')} FROM (
    (${shares(EVERYTHING)}
      SELECT by, key, ${SHARE_SUMS.join(', ')}, 0 AS aborted, count(*) FILTER (WHERE counts) AS sessions
      FROM share CROSS JOIN LATERAL (
        SELECT 'room' AS by, room AS key, false AS counts
        UNION ALL SELECT 'identity', CASE WHEN person THEN identity END, joins = 1 AND person AND ${first('identity')}
        UNION ALL SELECT 'agent', agent_name, joins = 1 AND agent_name IS NOT NULL AND ${first('agent_name')}
      ) part GROUP BY 1, 2)
    UNION ALL SELECT by, key, ${zeros}, count(*), 0 FROM (
        SELECT s.name AS room, t.identity FROM participant t LEFT JOIN session s ON s.source = t.source AND s.sid = t.session_sid
        WHERE t.state = 'aborted' AND t.left_ms >= $1::bigint AND t.left_ms < $2::bigint
      ) given_up CROSS JOIN LATERAL (VALUES ('room', room), ('identity', identity), ('agent', NULL)) AS part (by, key)
      GROUP BY 1, 2
    UNION ALL SELECT 'room', name, ${zeros}, 0, count(*) FROM session
      WHERE order_ms >= $1::bigint AND order_ms < $2::bigint GROUP BY 2
  ) told GROUP BY by, 3`;

const CLEAR = [
  'DELETE FROM usage_quarter WHERE quarter_ms >= $1::bigint AND quarter_ms < $2::bigint',
  'DELETE FROM usage_kind WHERE quarter_ms >= $1::bigint AND quarter_ms < $2::bigint',
  'DELETE FROM usage_part WHERE day_ms >= $1::bigint AND day_ms < $2::bigint',
];

/** Enters days into the book, under the head's lock. */
export async function enterDays(dataSource: DataSource, days: readonly number[]): Promise<void> {
  await dataSource.transaction(async (manager) => {
    await manager.query('SELECT 1 FROM stream_head WHERE id = 1 FOR UPDATE');
    await manager.query(
      'INSERT INTO usage_day (day_ms, marks) SELECT day, 0 FROM unnest($1::bigint[]) AS day ON CONFLICT DO NOTHING',
      [days],
    );
  });
}

/** The day must be in the book and over. Rejects if somebody marked or rolled it meanwhile. */
export async function rollDay(dataSource: DataSource, dayMs: number, grids: readonly GridPeriod[]): Promise<void> {
  const toMs = dayMs + DAY_MS;
  const quarters = Array.from({ length: DAY_MS / QUARTER_MS + 1 }, (_, i) => dayMs + i * QUARTER_MS);
  await dataSource.transaction('REPEATABLE READ', async (manager) => {
    const [day] = await manager.query<{ marks: number }[]>('SELECT marks FROM usage_day WHERE day_ms = $1', [dayMs]);
    if (!day) throw new Error(`${new Date(dayMs).toISOString()} is not in the book`);
    for (const clear of CLEAR) await manager.query(clear, [dayMs, toMs]);
    const counted = (cuts: readonly number[]): unknown[] => [dayMs, toMs, toMs, cuts, JSON.stringify(grids)];
    await manager.query(QUARTERS, counted(quarters));
    await manager.query(KINDS, [dayMs, toMs]);
    await manager.query(PARTS, counted([dayMs, toMs]));
    await manager.query('UPDATE usage_day SET rolled = $2 WHERE day_ms = $1', [dayMs, day.marks]);
  });
}
