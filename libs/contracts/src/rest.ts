import { z } from 'zod';
import { agent, egress, participant, session, storedEvent, track } from './entities';
import { asOf, filter, listOf, page, range } from './list';
import { NO_LEAVE_REASON, SESSION_FLAGS, SESSION_MOMENTS, SESSION_SORTS } from './session-list';
import { count, END_REASONS, instant, offset, PARTICIPANT_STATES, SESSION_STATES, text } from './values';

export { PAGE_LIMIT, TOTAL_LIMIT } from './list';

/** Participants and tracks of a session page above this. */
export const SESSION_CHILDREN_LIMIT = 1000;

const duration = z.coerce.number().int().min(0).optional();

export const sessionsQuery = z.strictObject({
  state: z.enum(SESSION_STATES).optional(),
  q: filter.describe(
    'Part of a room name, a sid or an identity. Among ended sessions parts are looked for in the newest of the range, ' +
      'as `searchedFrom` tells; a whole room name, sid or identity is found in all.',
  ),
  room: filter.describe('Exact room name.'),
  identity: filter.describe('Somebody of exactly this identity was in it.'),
  agent: filter.describe('An agent of exactly this dispatch name was in it.'),
  endReason: z.enum(END_REASONS).optional().describe('Why it ended.'),
  metadata: z
    .string()
    .max(512)
    .regex(/^[^:]+:/, 'a field, a colon and its value: plan:pro')
    .optional()
    .describe(
      "A field of the room's metadata and its exact value, `plan:pro`. Fields inside others are named with dots " +
        '(`customer.plan:pro`); of a list, any element (`tags:beta`); numbers, true, false and null as JSON writes them. ' +
        'Metadata that is no JSON object of at most 64 KiB has no fields.',
    ),
  tenant: filter.describe(
    'Exact tenant, the field `TENANT_KEY` of the room metadata. Without `TENANT_KEY` there are none.',
  ),
  flags: z
    .string()
    .regex(
      new RegExp(`^(${SESSION_FLAGS.join('|')})(,(${SESSION_FLAGS.join('|')}))*$`),
      `of ${SESSION_FLAGS.join(',')}`,
    )
    .optional()
    .describe(
      'All of these, with commas between: `estimated` (its end was not seen), `aborted` (joins that failed), ' +
        '`recorded` (it had an egress).',
    ),
  leaveReason: filter.describe(
    `A person left it, within the range, for this reason: LiveKit's \`DisconnectReason\`. \`${NO_LEAVE_REASON}\`: it told none.`,
  ),
  joinFailures: z.literal('true').optional().describe('A join failed in it, within the range.'),
  minDurationMs: duration.describe('It lasted at least as long. One that is open lasts longer than any.'),
  maxDurationMs: duration.describe('It lasted less than that.'),
  moment: z
    .enum(SESSION_MOMENTS)
    .default('overlap')
    .describe('What of it is in `[from, to)`: some of it (`overlap`), its start, or its end.'),
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
  room: filter.describe('Exact room name. No index carries it, nor `q`: without another filter the log is read.'),
  q: filter.describe('Part of a room name, an identity or a sid of session, participant or track.'),
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

export const listedSession = session.extend({
  agentJoins: count.describe('Connections of agents ever active.'),
});

export const sessionList = listOf(listedSession).extend({
  searchedFrom: instant
    .nullable()
    .describe('With `q`: ended sessions were searched for parts back to this moment. Null: all of the range were.'),
});
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
export type ListedSession = z.infer<typeof listedSession>;
export type SessionList = z.infer<typeof sessionList>;
export type AgentList = z.infer<typeof agentList>;
export type EventList = z.infer<typeof eventList>;
export type SessionDetail = z.infer<typeof sessionDetail>;
export type Problem = z.infer<typeof problem>;
