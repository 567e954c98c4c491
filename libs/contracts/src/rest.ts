import { z } from 'zod';
import { ERROR_CODES } from './codes';
import { agent, egress, ingress, participant, session, track } from './entities';
import { asOf, filter, listOf, page, range, source } from './list';
import {
  DROP_REASONS,
  FAILED_EGRESS_STATUSES,
  LISTED_PEOPLE,
  LISTED_PEOPLE_JOINS,
  NO_LEAVE_REASON,
  SEARCH_FIELDS,
  SESSION_FLAGS,
  SESSION_MOMENTS,
  SESSION_SORTS,
} from './session-list';
import { count, END_REASONS, instant, offset, PARTICIPANT_STATES, SESSION_STATES, text } from './values';

export { PAGE_LIMIT, TOTAL_LIMIT } from './list';

/** Participants and tracks of a session page above this. */
export const SESSION_CHILDREN_LIMIT = 1000;

/** A number of milliseconds. */
const duration = z.coerce.number().int().min(0).optional();

/** Query of `GET sessions`. */
export const sessionsQuery = z.strictObject({
  state: z.enum(SESSION_STATES).optional().describe('`active` until the room ends. Left out: both.'),
  source,
  q: filter.describe(
    'Part of a room name, a session sid, an identity, a display name or a phone number. Among ended sessions parts are searched ' +
      'in the newest of the range, see `searchedFrom`. A whole value is found in all of them, and so are the sid of a participant, ' +
      'track, egress or ingress, an agent job id, and the call id, trunk id and phone numbers of a SIP call (numbers with or without ' +
      '`+`, spaces and punctuation). `matched` of each item says what was found.',
  ),
  room: filter.describe('Exact room name.'),
  identity: filter.describe('Exact identity of a participant who was in it.'),
  agent: filter.describe('Exact dispatch name of an agent that was in it.'),
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
    'Exact tenant, as the room metadata or a participant names it under `TENANT_KEY`. Without `TENANT_KEY` there are none.',
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
        '`recorded` (an egress of it succeeded or runs).',
    ),
  leaveReason: filter.describe(
    `A person left it, within the range, for this reason: LiveKit's \`DisconnectReason\`. \`${NO_LEAVE_REASON}\`: none was reported.`,
  ),
  joinFailures: z.literal('true').optional().describe('A join failed in it, within the range.'),
  dropped: z
    .literal('true')
    .optional()
    .describe(`The connection of a person dropped in it, within the range: left for ${DROP_REASONS.join(', ')}.`),
  recordingFailures: z
    .literal('true')
    .optional()
    .describe(`An egress of it failed within the range: it ended as ${FAILED_EGRESS_STATUSES.join(' or ')}.`),
  unattended: z
    .literal('true')
    .optional()
    .describe('People joined and no agent did; the first join was within the range.'),
  minDurationMs: duration.describe('Min duration in ms. An open session is longer than any.'),
  maxDurationMs: duration.describe('Max duration in ms, excluded.'),
  moment: z
    .enum(SESSION_MOMENTS)
    .default('overlap')
    .describe('Which part of the session must be in `[from, to)`: any part (`overlap`), its start, or its end.'),
  ...range,
  sort: z
    .string()
    .regex(new RegExp(`^-?(${SESSION_SORTS.join('|')})$`), `one of ${SESSION_SORTS.join(', ')}, with - for descending`)
    .default('-startedAt')
    .describe(
      'Property to sort by, with `-` for descending. `duration`: an open session is longer than any that ended.',
    ),
  ...page,
});

/** Query of `GET agents`. */
export const agentsQuery = z.strictObject({
  state: z.enum(PARTICIPANT_STATES).optional().describe('State of the connection. Left out: all.'),
  source,
  ...range,
  ...page,
});

/** Query of `GET sessions/{sid}`. */
export const sessionDetailQuery = z.strictObject({
  source: source.describe('Name of the LiveKit server. Needed only for a sid that two servers have (300).'),
  participantsCursor: page.cursor.describe('`participantsNextCursor` of the page before.'),
  tracksCursor: page.cursor.describe('`tracksNextCursor` of the page before.'),
  participant: filter.describe(
    'Only the participant of this sid, with its tracks. None if the session does not have it.',
  ),
});

/** A value of a session that `q` matched. */
export const searchMatch = z.object({
  field: z.enum(SEARCH_FIELDS).describe('Where the value is.'),
  value: text.describe('The value that matched, cut at 200 characters.'),
  participantSid: text
    .nullable()
    .describe('Sid of the connection it belongs to. Null: of the session, an egress or an ingress.'),
});

/** A person who was in a listed session. */
export const listedPerson = z.object({
  identity: text.nullable().describe('Identity. Null: not known.'),
  name: text.nullable().describe('Display name. Null: not known.'),
  dropped: z.boolean().describe('Whether one of their connections dropped.'),
});

const unlessLarge = `Null of sessions with more than ${LISTED_PEOPLE_JOINS} joins.`;

const tenant = text
  .nullable()
  .describe(
    'The tenant that the room metadata names under `TENANT_KEY`, else the one that the participants name. Null: none, or several.',
  );

/** A session in a list. */
export const listedSession = session.extend({
  tenant,
  agentJoins: count.describe('Connections of agents ever active.'),
  drops: count.nullable().describe(`Connections of people that dropped. ${unlessLarge}`),
  who: z
    .array(listedPerson)
    .nullable()
    .describe(
      `Up to ${LISTED_PEOPLE} people who were in it: those whose connection dropped first, then by join. ${unlessLarge}`,
    ),
  matched: z
    .array(searchMatch)
    .optional()
    .describe('With `q`: the values that matched, at most 5, those of the session itself first. Left out without `q`.'),
});

/** A page of sessions. */
export const sessionList = listOf(listedSession).extend({
  searchedFrom: instant
    .nullable()
    .describe('With `q`: ended sessions were searched for parts back to this instant. Null: all of the range were.'),
});
/** A page of agents. */
export const agentList = listOf(agent);

/** One session with its participants, tracks, egresses and ingresses. Metadata and attributes are not cut. */
export const sessionDetail = z.object({
  session: session.extend({ tenant }).describe('The session, with its tenant.'),
  participants: z
    .array(participant)
    .describe(`Participants, at most ${SESSION_CHILDREN_LIMIT} a page; fewer where they would exceed 4 MB.`),
  tracks: z.array(track).describe(`Tracks, at most ${SESSION_CHILDREN_LIMIT} a page.`),
  egresses: z.array(egress).describe('Egresses of the session.'),
  ingresses: z.array(ingress).describe('Uses of ingresses in the session.'),
  peakPeople: count.describe('Highest number of people at one time.'),
  participantsNextCursor: text
    .nullable()
    .describe('`participantsCursor` of the next page. Null: this is the last one.'),
  tracksNextCursor: text.nullable().describe('`tracksCursor` of the next page. Null: this is the last one.'),
  ...asOf,
});

/** One of the sessions that share a sid: several servers have it. */
export const sessionChoice = z.object({
  source: text.describe('Name of the configured LiveKit server.'),
  sid: text.describe('Room sid.'),
  href: text.describe('Path and query of this session.'),
});

/** One of the events that share an id: several servers sent it. */
export const eventChoice = z.object({
  source: text.describe('Name of the configured LiveKit server.'),
  id: text.describe('Event id.'),
  href: text.describe('Path and query of this event.'),
});

/** An error of a REST request (RFC 9457). */
export const problem = z.object({
  type: text.describe('Always `about:blank`: `code` says which error it is.'),
  title: text.describe('The name of the HTTP status.'),
  status: z.int().describe('HTTP status.'),
  detail: text.describe('The reason, for people.'),
  code: z.enum(ERROR_CODES).describe('The error, for programs. More codes may be added.'),
  errors: z
    .array(
      z.object({
        field: text.describe('Name of the query parameter, or path of the property.'),
        message: text.describe('What is wrong with it.'),
      }),
    )
    .optional()
    .describe('400: each bad field.'),
  choices: z
    .array(z.union([sessionChoice, eventChoice]))
    .optional()
    .describe('300: the sessions of this sid, or the events of this id, one per server.'),
  floor: offset.optional().describe('410 on events: the highest offset that retention removed.'),
});
