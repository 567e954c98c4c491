import type { EntityManager } from 'typeorm';
import type { SessionKey } from './session-filters';

/** How many connections of agents were ever active in each of the sessions, in the order of the sessions. */
export async function agentJoins(manager: EntityManager, sessions: readonly SessionKey[]): Promise<number[]> {
  if (sessions.length === 0) return [];
  const rows = await manager.query<{ joins: number }[]>(
    `SELECT (SELECT count(*) FROM participant p
       WHERE p.source = k.source AND p.session_sid = k.sid AND p.kind = 'AGENT' AND NOT p.hidden AND p.state <> 'aborted') AS joins
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS k (source, sid, number) ORDER BY k.number`,
    [sessions.map(({ source }) => source), sessions.map(({ sid }) => sid)],
  );
  return rows.map(({ joins }) => joins);
}
