import type { EntityManager } from 'typeorm';
import type { SessionKey } from './session-filters';
import { named, rows } from '../sql/sql';

/** How many connections of agents were ever active in each of the sessions, in the order of the sessions. */
export async function agentJoins(manager: EntityManager, sessions: readonly SessionKey[]): Promise<number[]> {
  if (sessions.length === 0) return [];
  const counted = await rows<{ joins: number }>(
    manager,
    named(
      `SELECT (SELECT count(*) FROM participant p
         WHERE p.source = k.source AND p.session_sid = k.sid AND p.kind = 'AGENT' AND NOT p.hidden AND p.state <> 'aborted') AS joins
       FROM unnest(:sources::text[], :sids::text[]) WITH ORDINALITY AS k (source, sid, number) ORDER BY k.number`,
      { sources: sessions.map(({ source }) => source), sids: sessions.map(({ sid }) => sid) },
    ),
  );
  return counted.map(({ joins }) => joins);
}
