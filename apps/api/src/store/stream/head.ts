import type { Position } from '@livekit-dashboard/contracts';
import type { EntityManager } from 'typeorm';

/** The position of the stream's last event. Rejects while the database is unavailable. */
export async function readHead(manager: EntityManager): Promise<Position> {
  const [head] = await manager.query<Position[]>(
    'SELECT epoch, stream_offset AS "offset" FROM stream_head WHERE id = 1',
  );
  if (!head) throw new Error('stream_head is empty: the migrations have not run');
  return head;
}
