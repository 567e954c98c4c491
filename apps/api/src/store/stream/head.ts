import type { Position } from '@livekit-dashboard/contracts';
import type { EntityManager } from 'typeorm';

/** Where the stream is. Rejects while the database is away. */
export async function readHead(manager: EntityManager): Promise<Position> {
  const [head] = await manager.query<Position[]>(
    'SELECT epoch, stream_offset AS "offset" FROM stream_head WHERE id = 1',
  );
  if (!head) throw new Error('stream_head is empty: the migrations have not run');
  return head;
}
