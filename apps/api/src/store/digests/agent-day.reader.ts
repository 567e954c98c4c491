import {
  AGENT_NAMES,
  type AgentDay,
  type AgentNameSummary,
  UNATTENDED_SESSIONS,
  type UnattendedSession,
} from '@livekit-dashboard/contracts';
import { instantOf, DAY_MS } from '@livekit-dashboard/domain';
import type { EntityManager } from 'typeorm';
import { named, rows } from '../sql/sql';

/**
 * Concurrent connections: each join counts up, each leave down. Within a millisecond, leaves of earlier
 * connections come first, then joins, then leaves of connections that joined in it (as in
 * sessions/peak-people.ts).
 */
const NAMES = `
  WITH connection AS MATERIALIZED (
    SELECT agent_name COLLATE "C" AS name, source, session_sid, state, greatest(joined_ms, :fromMs) AS from_ms, left_ms
    FROM participant
    WHERE kind = 'AGENT' AND NOT hidden AND (left_ms IS NULL OR left_ms > :fromMs) AND state <> 'aborted' AND joined_ms IS NOT NULL
  ), step AS (
    SELECT name, from_ms AS at, 1 AS turn, 1 AS by FROM connection
    UNION ALL SELECT name, left_ms, CASE WHEN left_ms > from_ms THEN 0 ELSE 2 END, -1 FROM connection WHERE left_ms IS NOT NULL
  ), peak AS (
    SELECT name, max(present) AS peak
    FROM (SELECT name, sum(by) OVER (PARTITION BY name ORDER BY at, turn) AS present FROM step) moment GROUP BY name
  ), in_session AS (
    SELECT name, count(*) AS connections, count(*) FILTER (WHERE state = 'active') AS active,
      sum(greatest(0, coalesce(left_ms, :nowMs) - from_ms)) AS ms
    FROM connection GROUP BY name, source, session_sid
  ), total AS (
    SELECT name, count(*) AS sessions, sum(connections)::int AS connections, sum(active)::int AS active, sum(ms)::bigint AS ms
    FROM in_session GROUP BY name
  )
  SELECT total.name AS "agentName", active, peak, sessions, connections, ms AS "agentMs"
  FROM total JOIN peak ON peak.name IS NOT DISTINCT FROM total.name ORDER BY ms DESC, total.name LIMIT ${AGENT_NAMES}`;

/**
 * No participant joins before the first join, so an agent that joined one of these sessions did so within the range, or
 * at an unknown time.
 */
const UNATTENDED = `
  WITH attended AS MATERIALIZED (
    SELECT source, session_sid FROM participant
    WHERE kind = 'AGENT' AND NOT hidden AND state <> 'aborted' AND (joined_ms > :fromMs OR joined_ms IS NULL)
  ), unattended AS (
    SELECT s.source, s.sid, s.first_joined_ms, s.identities FROM session s
    LEFT JOIN attended a ON a.source = s.source AND a.session_sid = s.sid
    WHERE (s.state = 'active' OR s.ended_ms > :fromMs) AND s.first_joined_ms > :fromMs AND s.identities > 0 AND a.session_sid IS NULL
  ), total AS MATERIALIZED (
    SELECT count(*) AS total, count(*) FILTER (WHERE identities = 1) AS alone FROM unattended
  ), shown AS (
    SELECT source, sid FROM unattended ORDER BY first_joined_ms DESC, source, sid LIMIT ${UNATTENDED_SESSIONS}
  )
  SELECT s.sid, s.name, s.source, s.state, s.first_joined_ms AS "firstJoinedMs", s.ended_ms AS "endedMs", s.people, s.identities, total.*
  FROM shown JOIN session s USING (source, sid), total ORDER BY s.first_joined_ms DESC, source, sid`;

interface UnattendedRow extends Omit<UnattendedSession, 'firstJoinedAt' | 'endedAt'> {
  readonly firstJoinedMs: number;
  readonly endedMs: number | null;
  readonly total: number;
  readonly alone: number;
}

/** The agents of the last 24 hours by name, and the sessions without an agent. */
export async function readAgentDay(manager: EntityManager, nowMs: number): Promise<AgentDay> {
  const fromMs = nowMs - DAY_MS;
  const names = await rows<AgentNameSummary>(manager, named(NAMES, { fromMs, nowMs }));
  const unattended = await rows<UnattendedRow>(manager, named(UNATTENDED, { fromMs }));
  return {
    at: new Date(nowMs).toISOString(),
    from: new Date(fromMs).toISOString(),
    names,
    unattended: unattended.map(({ firstJoinedMs, endedMs, total: _, alone: __, ...session }) => ({
      ...session,
      firstJoinedAt: instantOf(firstJoinedMs),
      endedAt: instantOf(endedMs),
    })),
    unattendedTotal: unattended[0]?.total ?? 0,
    unattendedAlone: unattended[0]?.alone ?? 0,
  };
}
