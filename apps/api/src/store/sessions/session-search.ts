/**
 * The search for sessions. Parts of names have no index, so among ended sessions only the newest `SEARCH_DEPTH` of the
 * range are searched for them, down to `floorMs`; whole values are found in all sessions, by index (`search-term.ts`).
 */
import type { SessionsQuery } from '@livekit-dashboard/contracts';
import type { EntityManager } from 'typeorm';
import { Conditions } from '../sql/conditions';
import { partOf, wholeIn } from './search-term';
import type { SessionKey } from './session-filters';

export const SEARCH_DEPTH = 5_000;

export interface Found {
  readonly keys: readonly SessionKey[];
  /** The start of the part of the range that was searched for partial matches. Null: the whole range. */
  readonly floorMs: number | null;
}

type Asked = SessionsQuery & { readonly q: string };

export async function searchSessions(manager: EntityManager, query: Asked): Promise<Found> {
  const floorMs = await floorOf(manager, query);
  const conditions = new Conditions();
  const sources = conditions.parameter(query.source === undefined ? await sourcesOf(manager) : [query.source]);
  const reads = [
    partsAmongActive(conditions, query),
    partsAmongEnded(conditions, query, floorMs),
    ...wholeIn(conditions, query.q, `${sources}::text[]`),
  ];
  return { keys: await manager.query(reads.join(' UNION '), conditions.parameters), floorMs };
}

/** Names of all servers that have sessions, by one look-up in the index `session_chain` for each. */
async function sourcesOf(manager: EntityManager): Promise<readonly string[]> {
  const rows = await manager.query<{ source: string }[]>(
    `WITH RECURSIVE each AS (
       SELECT min(source) AS source FROM session
       UNION ALL SELECT (SELECT min(source) FROM session WHERE source > each.source) FROM each WHERE each.source IS NOT NULL
     ) SELECT source FROM each WHERE source IS NOT NULL`,
  );
  return rows.map(({ source }) => source);
}

/** The start of the first session that the search does not reach. */
async function floorOf(manager: EntityManager, { state, from, to }: Asked): Promise<number | null> {
  if (state === 'active') return null;
  const rows = await manager.query<{ floor: number }[]>(
    `SELECT order_ms AS floor FROM session WHERE order_ms < $1 ORDER BY order_ms DESC OFFSET ${SEARCH_DEPTH} LIMIT 1`,
    [to === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(to)],
  );
  const floor = rows[0]?.floor ?? null;
  return floor !== null && floor > (from === undefined ? -1 : Date.parse(from)) ? floor : null;
}

const partsAmongActive = (conditions: Conditions, { q }: Asked): string =>
  `SELECT t.source, t.sid FROM session t WHERE t.state = 'active' AND (${hasPart(conditions, q)})`;

/** A range with a start and without a floor has few sessions; those that overlap its start are searched too. */
function partsAmongEnded(conditions: Conditions, { q, from, to }: Asked, floorMs: number | null): string {
  const ended = new Conditions(conditions.parameters)
    .add(`t.state = 'ended'`, hasPart(conditions, q))
    .when(to && Date.parse(to), (p) => `t.order_ms < ${p}`)
    .when(floorMs, (p) => `t.order_ms >= ${p}`)
    .when(from && Date.parse(from), (p) => `t.until_ms >= ${p}`);
  return `SELECT t.source, t.sid FROM session t WHERE ${ended.where}`;
}

const calling = (number: (key: string) => string): string =>
  `EXISTS (SELECT 1 FROM unnest(p.sip_keys) AS key WHERE ${number('key')})`;

/**
 * `OFFSET 0` makes PostgreSQL do one index look-up for each session. Otherwise it may read every stored connection once
 * and hash those that match, which takes a second for a million of them.
 */
const ofSession = (condition: string): string =>
  `EXISTS (SELECT 1 FROM participant p WHERE p.source = t.source AND p.session_sid = t.sid AND (${condition}) OFFSET 0)`;

function hasPart(conditions: Conditions, q: string): string {
  const { name, sid, identity, participantName, number } = partOf(conditions, q);
  const ofConnection = [identity, participantName, ...(number === null ? [] : [calling(number)])];
  return `${name} OR ${sid} OR ${ofSession(ofConnection.join(' OR '))}`;
}
