/** What a search matched in each session of a page: the same conditions again, for these sessions alone. */
import type { SearchField, SearchMatch } from '@livekit-dashboard/contracts';
import { sipKeysFor } from '@livekit-dashboard/domain';
import { boundedId } from '@livekit-dashboard/livekit';
import type { EntityManager } from 'typeorm';
import { sameText } from '../sql/bounded-key';
import { Conditions } from '../sql/conditions';
import { searchable } from '../sql/sql';
import { fieldOf, partOf } from './search-term';
import type { SessionKey } from './session-filters';

const MAX_MATCHES = 5;
/** Maximum number of connections that are read per session: of a person who reconnected often, all match. */
const MAX_CONNECTIONS = 20;
const VALUE_CHARACTERS = 200;

/** For a phone number: its key has neither `+` nor spaces. */
const CALL_VALUE = `CASE ${fieldOf('key')} WHEN 'phoneNumber' THEN p.attributes ->> 'sip.phoneNumber'
  WHEN 'trunkPhoneNumber' THEN p.attributes ->> 'sip.trunkPhoneNumber' ELSE substr(key, strpos(key, ':') + 1) END`;

interface Row {
  readonly number: number;
  readonly field: SearchField;
  readonly value: string;
  readonly participantSid: string | null;
}

/** In the order of the sessions. */
export async function searchMatches(
  manager: EntityManager,
  q: string,
  sessions: readonly SessionKey[],
): Promise<SearchMatch[][]> {
  const matches: SearchMatch[][] = sessions.map(() => []);
  if (sessions.length === 0) return matches;
  const conditions = new Conditions();
  const statement = matchStatement(conditions, q, sessions);
  for (const { number, ...match } of await manager.query<Row[]>(statement, conditions.parameters)) {
    const own = matches[number - 1];
    if (!own || own.length === MAX_MATCHES) continue;
    if (!own.some(({ field, value }) => field === match.field && value === match.value)) own.push(match);
  }
  return matches;
}

function matchStatement(conditions: Conditions, q: string, sessions: readonly SessionKey[]): string {
  const sources = conditions.parameter(sessions.map(({ source }) => source));
  const sids = conditions.parameter(sessions.map(({ sid }) => sid));
  const whole = conditions.parameter(q);
  const id = conditions.parameter(boundedId(q));
  const calls = conditions.parameter(sipKeysFor(searchable(q)));
  const part = partOf(conditions, q);
  const job = sameText('p.identity', `'agent-' || ${whole}`);
  const isCall = [`key = ANY(${calls}::text[])`, ...(part.number === null ? [] : [part.number('key')])];
  const cut = (value: string): string => `left(${value}, ${VALUE_CHARACTERS})`;
  const ofSession = (field: SearchField, place: number, column: string, condition: string): string =>
    `SELECT ${place} AS place, '${field}' AS field, ${cut(`t.${column}`)} AS value, NULL::text AS sid FROM session t
     WHERE t.source = k.source AND t.sid = k.sid AND ${condition}`;
  const ofConnection = (field: SearchField, place: number, column: string, condition: string): string =>
    `(SELECT ${place}, '${field}', ${cut(`p.${column}`)}, p.sid FROM participant p
      WHERE p.source = k.source AND p.session_sid = k.sid AND ${condition} LIMIT ${MAX_CONNECTIONS})`;
  const ofRow = (field: SearchField, place: number, table: string, column: string, participant: string): string =>
    `SELECT ${place}, '${field}', ${cut(`c.${column}`)}, ${participant} FROM ${table} c
     WHERE c.source = k.source AND c.session_sid = k.sid AND c.${column} = ${id}`;
  const branches = [
    ofSession('name', 1, 'name', part.name),
    ofSession('sid', 2, 'sid', part.sid),
    ofConnection('participantSid', 3, 'sid', `p.sid = ${id}`),
    ofConnection('identity', 4, 'identity', `(${part.identity} OR ${job})`),
    ofConnection('participantName', 5, 'name', part.participantName),
    ofRow('trackSid', 6, 'track', 'sid', 'c.participant_sid'),
    ofRow('egressId', 7, 'egress', 'id', 'NULL'),
    ofRow('ingressId', 8, 'ingress', 'id', 'NULL'),
    `(SELECT 9, ${fieldOf('key')}, ${cut(CALL_VALUE)}, p.sid FROM participant p CROSS JOIN LATERAL unnest(p.sip_keys) AS key
      WHERE p.source = k.source AND p.session_sid = k.sid AND (${isCall.join(' OR ')}) LIMIT ${MAX_CONNECTIONS})`,
  ];
  return `
    SELECT k.number, m.field, m.value, m.sid AS "participantSid"
    FROM unnest(${sources}::text[], ${sids}::text[]) WITH ORDINALITY AS k (source, sid, number)
    CROSS JOIN LATERAL (${branches.join(' UNION ALL ')}) m ORDER BY k.number, m.place, m.value, m.sid`;
}
