import { z } from 'zod';
import { agent, egress, participant, session, storedEvent, track } from './entities';
import { count, epoch, instant, offset, PARTICIPANT_STATES, SESSION_STATES, text } from './values';

/** `total` is exact up to this, and the text `"10000+"` above. */
export const TOTAL_LIMIT = 10_000;
export const PAGE_LIMIT = { max: 500, default: 100 } as const;
/** Participants and tracks of a session page above this. */
export const SESSION_CHILDREN_LIMIT = 1000;

const total = z.union([count, z.literal(`${TOTAL_LIMIT}+`)]);
const asOf = { epoch, offset, serverTime: instant };

const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: text.nullable(), total, ...asOf });

const page = {
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT.max).default(PAGE_LIMIT.default),
  cursor: z.string().max(2048).optional().describe('`nextCursor` of the page before.'),
};
const filter = z.string().min(1).max(512).optional();
const range = {
  from: z.iso.datetime({ offset: true }).optional().describe('Start of the range, included.'),
  to: z.iso.datetime({ offset: true }).optional().describe('End of the range, excluded.'),
};

export const SESSION_SORTS = ['startedAt', 'endedAt', 'lastEventAt', 'name', 'people', 'joins'] as const;
export type SessionSort = (typeof SESSION_SORTS)[number];

export const sessionsQuery = z.strictObject({
  state: z.enum(SESSION_STATES).optional(),
  q: filter.describe('Part of a room name, a sid or an identity.'),
  room: filter.describe('Exact room name.'),
  identity: filter.describe('Somebody of exactly this identity was in it.'),
  agent: filter.describe('An agent of exactly this dispatch name was in it.'),
  ...range,
  sort: z
    .string()
    .regex(new RegExp(`^-?(${SESSION_SORTS.join('|')})$`), `one of ${SESSION_SORTS.join(', ')}, with - for descending`)
    .default('-startedAt'),
  ...page,
});

export const agentsQuery = z.strictObject({ state: z.enum(PARTICIPANT_STATES).optional(), ...range, ...page });

export const eventsQuery = z.strictObject({
  event: filter.describe("LiveKit's name of the event."),
  session: filter.describe('Session sid.'),
  identity: filter,
  after: z.coerce.number().int().min(0).optional().describe('Only events with a higher offset.'),
  ...range,
  limit: page.limit,
  cursor: page.cursor,
});

export const sessionEventsQuery = eventsQuery.omit({ session: true });

export const sessionDetailQuery = z.strictObject({
  participantsCursor: page.cursor,
  tracksCursor: page.cursor,
  participant: filter.describe('Only the participant of this sid, with its tracks; of a sid that is not in it: none.'),
});

export const sessionList = listOf(session);
export const agentList = listOf(agent);
export const eventList = listOf(storedEvent);

/** One session whole: metadata and attributes are not cut here. */
export const sessionDetail = z.object({
  session,
  participants: z.array(participant),
  tracks: z.array(track),
  egresses: z.array(egress),
  peakPeople: count.describe('The most people in it at one time.'),
  participantsNextCursor: text.nullable(),
  tracksNextCursor: text.nullable(),
  ...asOf,
});

/** RFC 9457. */
export const problem = z.object({
  type: text,
  title: text,
  status: z.int(),
  detail: text,
  errors: z.array(z.object({ field: text, message: text })).optional(),
  floor: offset.optional().describe('410 on events: the lowest offset that is still kept, less one.'),
});

export type SessionsQuery = z.infer<typeof sessionsQuery>;
export type AgentsQuery = z.infer<typeof agentsQuery>;
export type EventsQuery = z.infer<typeof eventsQuery>;
export type SessionDetailQuery = z.infer<typeof sessionDetailQuery>;
export type SessionList = z.infer<typeof sessionList>;
export type AgentList = z.infer<typeof agentList>;
export type EventList = z.infer<typeof eventList>;
export type SessionDetail = z.infer<typeof sessionDetail>;
export type Problem = z.infer<typeof problem>;
