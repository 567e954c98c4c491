import type { SqlClient } from '../sql/client';

export interface LockedHead {
  readonly epoch: string;
  /** Offset of the last stored event. */
  readonly offset: number;
  /** An event created before this is not folded if its session is not stored. Null: every event is folded. */
  readonly sessionsFromMs: number | null;
}

/** Makes the transaction the only writer of the stream, of all replicas, until it ends. */
export async function lockHead(client: SqlClient): Promise<LockedHead> {
  const [head] = await client.query<LockedHead[]>(
    `SELECT epoch, stream_offset AS "offset", sessions_from_ms AS "sessionsFromMs" FROM stream_head WHERE id = 1 FOR UPDATE`,
  );
  if (!head) throw new Error('stream_head is empty: the migrations have not run');
  return head;
}
