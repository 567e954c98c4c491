import type { Agent } from '@livekit-dashboard/contracts';
import { preview, toAgent } from '@livekit-dashboard/domain';
import type { EntityManager } from 'typeorm';
import { Conditions } from '../sql/conditions';
import { EntityReader } from '../sessions/entity-reader';
import { pageOf } from '../stream/list';
import { Order } from '../sql/order';
import type { ParticipantRow } from '../entities/participant.entity';
import type { SessionRow } from '../entities/session.entity';
import type { ReadPage } from './pages';

const LIMIT = 250;

type Numbered = Pick<SessionRow, 'source' | 'sid' | 'name'>;

/**
 * A page of the participants of these sessions, in their order. Sessions that earlier pages completed are not read
 * again.
 */
export async function participantsOf(
  manager: EntityManager,
  sessions: readonly Numbered[],
  cursor: string | undefined,
): Promise<ReadPage<Agent>> {
  const numbers = new Map(sessions.map(({ source, sid }, i) => [keyOf(source, sid), i + 1]));
  const numberOf = (row: ParticipantRow): number => numbers.get(keyOf(row.source, row.sessionSid ?? '')) ?? 0;
  const order = ordered(numberOf);
  const place = order.placeOf(cursor);
  const among = new Conditions();
  const keys = [sessions.map(({ source }) => source), sessions.map(({ sid }) => sid)].map((key) =>
    among.parameter(key),
  );
  const from = `(SELECT p.*, k.number FROM unnest(${keys[0]}::text[], ${keys[1]}::text[]) WITH ORDINALITY
    AS k (source, sid, number) JOIN participant p ON p.source = k.source AND p.session_sid = k.sid
    WHERE k.number >= ${among.parameter(place?.[0] ?? 0)}::bigint)`;
  order.after(place, among);
  const { where, parameters } = among;
  const tail = `${order.orderBy} LIMIT ${LIMIT + 1}`;
  const page = pageOf(await new EntityReader(manager).participants({ from, where, parameters, tail }), LIMIT, order);
  const shown = (row: ParticipantRow): Agent =>
    preview(toAgent({ ...row, sessionName: sessions[numberOf(row) - 1]?.name ?? null }));
  return { items: page.rows.map(shown), nextCursor: page.nextCursor };
}

const keyOf = (source: string, sid: string): string => JSON.stringify([source, sid]);

const ordered = (numberOf: (row: ParticipantRow) => number): Order<ParticipantRow> =>
  new Order<ParticipantRow>('participants of sessions', [
    { sql: 't.number', type: 'bigint', of: numberOf },
    { sql: 'coalesce(t.joined_ms, t.left_ms, 0)', type: 'bigint', of: (row) => row.joinedMs ?? row.leftMs ?? 0 },
    { sql: 't.sid', type: 'text', of: (row) => row.sid },
  ]);
