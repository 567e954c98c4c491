/**
 * The SQL expression of each sort of sessions. Ties are in order of the start. Invariant: every expression has an index
 * of the ended sessions with exactly this expression (`session_ended_by_...`, docs/queries.md); active sessions are few
 * enough to be sorted.
 */
import type { SessionSort } from '@livekit-dashboard/contracts';
import { boundedKey } from '../sql/bounded-key';
import type { SessionRow } from '../entities/session.entity';
import { type Key, Order } from '../sql/order';

/** SQL of the key by which names are searched and sorted. */
export const nameKey = (alias: string): string => `${boundedKey(`coalesce(${alias}.name, '')`)} COLLATE "C"`;
export const NAME = nameKey('t');

const START: Key<SessionRow> = { sql: 't.order_ms', type: 'bigint', of: (row) => row.orderMs };
const SID: Key<SessionRow> = { sql: 't.sid', type: 'text', of: (row) => row.sid };
const SOURCE: Key<SessionRow> = { sql: 't.source', type: 'text', of: (row) => row.source };

const countOf = (count: 'people' | 'joins' | 'identities'): Key<SessionRow> => ({
  sql: `t.${count}`,
  type: 'bigint',
  of: (row) => row[count],
});

const SORTS: Readonly<Record<SessionSort, readonly Key<SessionRow>[]>> = {
  startedAt: [],
  endedAt: [{ sql: 't.until_ms', type: 'bigint', of: (row) => row.untilMs }],
  lastEventAt: [{ sql: 'coalesce(t.last_event_ms, 0)', type: 'bigint', of: (row) => row.lastEventMs ?? 0 }],
  name: [{ sql: NAME, type: 'text', of: (row) => row.nameKey ?? '' }],
  people: [countOf('people')],
  joins: [countOf('joins')],
  identities: [countOf('identities')],
  duration: [{ sql: 't.lasted_ms', type: 'bigint', of: (row) => row.lastedMs }],
};

/** `-` before the name: descending. */
export function sessionOrder(sort: string): Order<SessionRow> {
  const keys = SORTS[sort.replace('-', '') as SessionSort];
  return new Order(`sessions ${sort}`, [...keys, START, SID, SOURCE], sort.startsWith('-'));
}
