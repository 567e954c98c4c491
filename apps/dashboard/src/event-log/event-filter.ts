/** The filter of the Events page: from the URL, for the server, and for events that arrive live. Pure. */
import type { EventFacetName, StoredEvent } from '@livekit-dashboard/contracts';
import type { Query } from '../live/rest';
import type { Instants } from '../range/range';

/** As the URL has it. */
export interface EventFilter {
  /** Names of events, separated by commas. */
  readonly event?: string | undefined;
  readonly room?: string | undefined;
  readonly identity?: string | undefined;
  readonly source?: string | undefined;
  readonly session?: string | undefined;
  /** Part of a name or an id. */
  readonly text?: string | undefined;
}

/** The fields of the filter that a click sets, with the labels of their chips. */
export const FILTER_LABELS = {
  event: 'Event',
  room: 'Room',
  identity: 'Identity',
  source: 'Server',
  session: 'Session',
} as const satisfies Partial<Record<keyof EventFilter, string>>;
export type FilterField = keyof typeof FILTER_LABELS;

export const FACET_LABELS: Readonly<Record<EventFacetName, string>> = {
  event: 'Event',
  source: 'Server',
  room: 'Room',
};

export const namesOf = ({ event }: EventFilter): readonly string[] => event?.split(',').filter(Boolean) ?? [];

/** Whether the filter has a value. */
export const has = (filter: EventFilter, field: FilterField, value: string): boolean =>
  field === 'event' ? namesOf(filter).includes(value) : filter[field] === value;

/** The value of a field after a click on one of its values: event names are added, other fields have one value. */
export function toggled(filter: EventFilter, field: FilterField, value: string): string | null {
  if (field !== 'event') return filter[field] === value ? null : value;
  const names = namesOf(filter);
  const next = names.includes(value) ? names.filter((name) => name !== value) : [...names, value];
  return next.length > 0 ? next.join(',') : null;
}

export const isFiltered = (filter: EventFilter): boolean => Object.values(filter).some(Boolean);

export const toQuery = ({ text, ...filter }: EventFilter, { from, to }: Instants): Query => ({
  ...filter,
  q: text,
  from,
  to,
});

/** Whether an event that arrives live belongs to the list, by the server's rules. */
export function matches(event: StoredEvent, filter: EventFilter): boolean {
  const names = namesOf(filter);
  if (names.length > 0 && !names.includes(event.event)) return false;
  if (filter.room && event.roomName !== filter.room) return false;
  if (filter.identity && event.identity !== filter.identity) return false;
  if (filter.source && event.source !== filter.source) return false;
  if (filter.session && event.sessionSid !== filter.session) return false;
  return !filter.text || contains(event, filter.text);
}

function contains(event: StoredEvent, text: string): boolean {
  const { roomName, identity, sessionSid, participantSid, trackSid } = event;
  if (/^(EG|IN)_[\w-]+$/.test(text) && JSON.stringify(event.payload).includes(JSON.stringify(text))) return true;
  const part = text.toLowerCase();
  return [roomName, identity, sessionSid, participantSid, trackSid].some((value) =>
    value?.toLowerCase().includes(part),
  );
}
