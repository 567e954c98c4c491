import { ACTIVITY_ITEMS, type Activity, type ActivityItem, type StoredEvent } from '@livekit-dashboard/contracts';
import { detailOf } from '@livekit-dashboard/livekit';
import type { EntityManager } from 'typeorm';
import { selectList } from '../sql/bulk';
import { EventEntity } from '../entities/event.entity';
import { toStoredEvent } from '../entities/stored-event';

export const activityItem = (event: StoredEvent): ActivityItem => ({
  offset: event.offset,
  event: event.event,
  receivedAt: event.receivedAt,
  source: event.source,
  sessionSid: event.sessionSid,
  roomName: event.roomName,
  identity: event.identity,
  detail: detailOf(event.payload),
  synthetic: event.synthetic,
});

/** The last events of the log, newest first. */
export async function readActivity(manager: EntityManager, nowMs: number): Promise<Activity> {
  const rows = await manager.query<EventEntity[]>(
    `SELECT ${selectList(manager, EventEntity)} FROM event t ORDER BY t.stream_offset DESC LIMIT ${ACTIVITY_ITEMS}`,
  );
  return { at: new Date(nowMs).toISOString(), items: rows.map((row) => activityItem(toStoredEvent(row))) };
}
