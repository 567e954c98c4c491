import type { Failures } from '@livekit-dashboard/contracts';
import type { EntityManager } from 'typeorm';
import { dropped, egressFailed, joinFailed, unattended } from '../sessions/failures';
import { named, run } from '../sql/sql';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

interface Counted {
  readonly joins: number;
  readonly joinSessions: number;
  readonly drops: number;
  readonly dropSessions: number;
  readonly recordings: number;
  readonly recordingSessions: number;
  readonly unattended: number;
  readonly rejections: number;
  readonly rejectionsMore: boolean;
}

/** The number of sessions among the rows that match the condition. */
const sessionsOf = (condition: string): string =>
  `count(DISTINCT (t.source, t.session_sid)) FILTER (WHERE t.session_sid IS NOT NULL AND ${condition})`;

/**
 * `:hourMs`: the start of the UTC hour of `:fromMs`, since rejected webhooks are counted by UTC hour. A session whose
 * first join is in the range was open then, which limits the rows to read.
 */
const COUNT = `
  SELECT ended.*, made.*,
    (SELECT count(*) FROM rejected_delivery r WHERE r.at_ms >= :fromMs AND r.at_ms < :toMs) AS rejections,
    (SELECT coalesce(sum(r.count), 0) FROM rejection r WHERE r.hour_ms >= :hourMs) >
      (SELECT count(*) FROM rejected_delivery r WHERE r.at_ms >= :hourMs) AS "rejectionsMore",
    (
    SELECT count(*) FROM session s
    WHERE (s.state = 'active' OR s.ended_ms >= :fromMs) AND s.first_joined_ms >= :fromMs AND s.first_joined_ms < :toMs AND ${unattended('s')}
  ) AS unattended
  FROM (
    SELECT count(*) FILTER (WHERE ${joinFailed('t')}) AS joins, ${sessionsOf(joinFailed('t'))} AS "joinSessions",
      count(*) FILTER (WHERE ${dropped('t')}) AS drops, ${sessionsOf(dropped('t'))} AS "dropSessions"
    FROM participant t WHERE t.left_ms >= :fromMs AND t.left_ms < :toMs
  ) ended, (
    SELECT count(*) AS recordings, ${sessionsOf('true')} AS "recordingSessions"
    FROM egress t WHERE t.ended_ms >= :fromMs AND t.ended_ms < :toMs AND ${egressFailed('t')}
  ) made`;

/** The hour up to the end of the current minute. Whole minutes keep a link to it short and unchanged for a minute. */
export async function readFailures(manager: EntityManager, nowMs: number): Promise<Failures> {
  const toMs = Math.floor(nowMs / MINUTE_MS + 1) * MINUTE_MS;
  const fromMs = toMs - HOUR_MS;
  const hourMs = Math.floor(fromMs / HOUR_MS) * HOUR_MS;
  const [counted] = await run<[Counted]>(manager, named(COUNT, { fromMs, toMs, hourMs }));
  return {
    at: new Date(nowMs).toISOString(),
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    joins: { count: counted.joins, sessions: counted.joinSessions },
    drops: { count: counted.drops, sessions: counted.dropSessions },
    recordings: { count: counted.recordings, sessions: counted.recordingSessions },
    unattended: counted.unattended,
    rejections: counted.rejections,
    rejectionsMore: counted.rejectionsMore,
  };
}
