import { eventJson } from '../store/entities/stored-event';
import type { EventRepository } from '../store/stream/event.repository';
import { withServerTime } from '../http/with-server-time';

/** The header that makes Nest's adapter send a text as JSON. */
export const JSON_TYPE = ['content-type', 'application/json; charset=utf-8'] as const;

/** The JSON of an `EventList`. Payloads are inserted as the stored text. */
export async function eventListJson(list: ReturnType<EventRepository['list']>): Promise<string> {
  const { items, ...rest } = await withServerTime(list);
  return `{"items":[${items.map(eventJson).join(',')}],${JSON.stringify(rest).slice(1)}`;
}
