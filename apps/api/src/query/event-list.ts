import { eventJson } from '../store/entities/stored-event';
import type { EventRepository } from '../store/stream/event.repository';
import { withServerTime } from '../http/with-server-time';

/** The header by which Nest's adapter takes a text for JSON. */
export const JSON_TYPE = ['content-type', 'application/json; charset=utf-8'] as const;

/** The JSON of an `EventList`. Payloads go into it as the text that the store has. */
export async function eventListJson(list: ReturnType<EventRepository['list']>): Promise<string> {
  const { items, ...rest } = await withServerTime(list);
  return `{"items":[${items.map(eventJson).join(',')}],${JSON.stringify(rest).slice(1)}`;
}
