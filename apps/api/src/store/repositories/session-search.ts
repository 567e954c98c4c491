/**
 * The search for parts of names. It reads every name it passes, so among ended sessions it goes back over the newest `SEARCH_DEPTH` of the
 * range and no further, and tells so; beyond that it finds whole room names, sids and identities by their indexes.
 */
import type { SessionsQuery } from '@livekit-dashboard/contracts';
import type { EntityManager } from 'typeorm';
import { Conditions, containing } from './conditions';
import { connection, type SessionKey } from './session-filters';
import { NAME } from './session-sorts';

export const SEARCH_DEPTH = 5_000;

export interface Found {
  readonly keys: readonly SessionKey[];
  /** How far back parts were looked for; null: over all of the range. */
  readonly floorMs: number | null;
}

type Asked = SessionsQuery & { readonly q: string };

export async function searchSessions(manager: EntityManager, query: Asked): Promise<Found> {
  const floorMs = await floorOf(manager, query);
  const conditions = new Conditions();
  const reads = [partsAmongActive, partsAmongEnded, whole].map((read) => read(conditions, query, floorMs));
  return { keys: await manager.query(reads.join(' UNION '), conditions.parameters), floorMs };
}

/** The start of the session that the search does not reach. */
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

/** With a start but no floor there are few of the range, and those that overlap its start are searched too. */
function partsAmongEnded(conditions: Conditions, { q, from, to }: Asked, floorMs: number | null): string {
  const ended = new Conditions(conditions.parameters)
    .add(`t.state = 'ended'`, hasPart(conditions, q))
    .when(to && Date.parse(to), (p) => `t.order_ms < ${p}`)
    .when(floorMs, (p) => `t.order_ms >= ${p}`)
    .when(from && Date.parse(from), (p) => `t.until_ms >= ${p}`);
  return `SELECT t.source, t.sid FROM session t WHERE ${ended.where}`;
}

function whole(conditions: Conditions, { q }: Asked): string {
  const p = conditions.parameter(q);
  return `SELECT t.source, t.sid FROM session t WHERE t.state = 'ended' AND ${NAME} = ${p}
    UNION SELECT t.source, t.sid FROM session t WHERE t.sid = ${p}
    UNION SELECT p.source, p.session_sid FROM participant p WHERE p.identity = ${p}`;
}

function hasPart(conditions: Conditions, q: string): string {
  const p = conditions.parameter(containing(q));
  return `t.name ILIKE ${p} OR t.sid ILIKE ${p} OR ${connection(`p.identity ILIKE ${p}`)}`;
}
