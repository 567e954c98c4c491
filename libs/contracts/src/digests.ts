/**
 * Digests: summaries that the server counts, instead of rows. Each is replaced whole: of two the one with the newer `at` counts,
 * whatever their offsets, since time alone can change it (a minute passes, a webhook is refused).
 */
import { z } from 'zod';
import { count, instant, offset, SESSION_STATES, text } from './values';

export const HOUR_MINUTES = 60;
/** Max number of items in each list of the digests. */
export const BUSIEST_SESSIONS = 10;
export const ACTIVITY_ITEMS = 30;
export const UNATTENDED_SESSIONS = 100;
export const AGENT_NAMES = 200;

const countedAt = instant.describe('When this was counted.');
const serverName = text.describe('Name of the configured LiveKit server.');

/** One reading a minute, the oldest first, of the `HOUR_MINUTES` whole minutes up to `to`. Null: not known of that minute. */
const readings = z.array(count.nullable()).length(HOUR_MINUTES);

/** The last hour, all servers together: counts at each full minute, oldest first, from what is stored now. */
export const hour = z.object({
  at: countedAt,
  to: instant.describe('The full minute of the last reading.'),
  activeSessions: readings.describe('Active sessions at each minute. Null: not known.'),
  people: readings.describe('Connected people at each minute. Null: not known.'),
  agents: readings.describe('Connected agents at each minute. Null: not known.'),
  tracks: readings.describe('Published tracks at each minute. Null: not known.'),
  recordings: readings.describe('Sessions being recorded at each minute. Null: not known.'),
});

/** An active session in the digest `busiest`. */
export const busySession = z.object({
  sid: text.describe('Room sid.'),
  name: text.nullable().describe('Room name. Null: not known.'),
  source: serverName,
  startedAt: instant.nullable().describe("LiveKit's creation time of the room. Null: not known."),
  people: count.describe('Connections of people now.'),
  agents: count.describe('Connections of agents now.'),
  tracks: count.describe('Tracks published now.'),
  recording: z.boolean().describe('Whether an egress of it is running.'),
  peopleByMinute: readings.describe('Connected people at each minute of the hour. Null before it started.'),
});

/** The active sessions with the most people, at most 10. */
export const busiest = z.object({
  at: countedAt,
  to: instant.describe('The full minute of the last reading.'),
  sessions: z.array(busySession).describe('Most people first.'),
});

const failureCount = z.object({
  count: count.describe('How many failed.'),
  sessions: count.describe('Number of sessions in which they failed.'),
});

/** Failures within an hour, `[from, to)`. The list of each, with the same range, has the same number. */
export const failures = z.object({
  at: countedAt,
  from: instant.describe('Start of the hour.'),
  to: instant.describe('A full minute, at most one after `at`: the hour includes the present.'),
  joins: failureCount.describe('Joins that failed: `sessions?joinFailures=true`.'),
  drops: failureCount.describe('Connections of people that dropped: `sessions?dropped=true`.'),
  recordings: failureCount.describe(
    'Egresses that failed; those of no room are in `count` only. `sessions?recordingFailures=true`.',
  ),
  unattended: count.describe('Sessions that people joined and no agent did: `sessions?unattended=true`.'),
  rejections: count.describe('Refused webhooks, as far as they are listed: `rejections`.'),
  rejectionsMore: z
    .boolean()
    .describe(
      'There were more: of a flood, the first of each reason in a minute are listed and the others only counted.',
    ),
});

/** An event on one line. */
export const activityItem = z.object({
  offset: offset.describe('Position in the log of stored events.'),
  event: text.describe("LiveKit's name of the event, known or not."),
  receivedAt: instant.describe('When its first copy arrived.'),
  source: serverName,
  sessionSid: text.nullable().describe('Sid of the session it is about. Null: of none, or not known.'),
  roomName: text.nullable().describe('Name of the room it is about. Null: of none, or not known.'),
  identity: text.nullable().describe('Identity of the participant it is about. Null: of none, or not known.'),
  detail: text
    .nullable()
    .describe(
      "LiveKit's value that matters most: the leave reason, the source of a track, the status of an egress. Null: the event has none.",
    ),
  synthetic: z.boolean().describe('Whether the dashboard made it (reconcile, timeout) and LiveKit did not send it.'),
});

/** The newest events, at most 30. */
export const activity = z.object({ at: countedAt, items: z.array(activityItem).describe('Newest first.') });

/** Rejected deliveries of one reason and one API key, counted together. */
export const rejectionSummary = z.object({
  reason: text.describe(
    '`no_key_configured`, `unknown_key`, `wrong_secret`, `expired`, `not_yet_valid`, `body_mismatch`, `missing_token`, ' +
      '`malformed_token`, `not_utf8`, `not_json`, `no_event_name`, `too_large`, `bad_request`.',
  ),
  apiKey: text
    .nullable()
    .describe(
      'The API key that the token named. Not verified, so hostile. Null: none, or one of too many unknown ones.',
    ),
  count: count.describe('Deliveries rejected in the last 24 hours.'),
  lastAt: instant.describe('When the last of them arrived.'),
  clockOffsetSeconds: z
    .int()
    .nullable()
    .describe(
      "How far this server's clock is ahead of the sender's in seconds, by the last of them. Null: time was not the reason.",
    ),
});

/** States of a server's API for egresses, or for ingresses. */
export const JOBS_STATES = ['unknown', 'ok', 'not_connected', 'failing'] as const;
const JOBS_STATE_TEXT =
  'Whether the API lists them. `unknown`: not polled yet. `not_connected`: the server runs without Redis, so it has none. `failing`: it ' +
  'did not answer.';
const jobsState = z.enum(JOBS_STATES);

export const RECONCILE_STATES = ['off', 'waiting', 'ok', 'failing'] as const;

/** One configured LiveKit server, and the state of the dashboard's own requests to it. */
export const serverHealth = z.object({
  name: text.describe('The `source` of its sessions.'),
  url: text.nullable().describe('Base URL of its API. Null: not configured.'),
  keys: z.array(text).describe('Names of the API keys that may sign its webhooks.'),
  lastWebhookAt: instant.nullable().describe('When its last webhook arrived. Null: none has.'),
  reconcile: z
    .enum(RECONCILE_STATES)
    .describe('`off`: no URL. `waiting`: not polled yet. `failing`: the last request did not succeed.'),
  reconciledAt: instant.nullable().describe('When it last answered. Null: never.'),
  reconcileError: text.nullable().describe('Why the last request failed, without secrets. Null: it did not.'),
  contradictedSince: instant
    .nullable()
    .describe(
      'Since when its API lists none of the rooms that its webhooks report: it seems to be another server, and nothing is ended or ' +
        'started by what it lists. Null: it agrees, or there is nothing to compare.',
    ),
  egress: jobsState.describe(`Of its egresses. ${JOBS_STATE_TEXT}`),
  ingress: jobsState.describe(`Of its ingresses. ${JOBS_STATE_TEXT}`),
});

/** Whether webhooks arrive, and the reason if they do not. */
export const health = z.object({
  at: countedAt,
  lastWebhookAt: instant
    .nullable()
    .describe('When the last webhook of LiveKit arrived, test events aside. Null: none has.'),
  lastLagMs: count
    .nullable()
    .describe(
      'Delivery delay of that webhook in ms, at most: LiveKit reports whole seconds, so up to 1000 ms of it may be rounding. Null: not known.',
    ),
  lagP95Ms: count.nullable().describe('p95 of the delivery delay of the last 200 webhooks, in ms. Null: not known.'),
  lastTestAt: instant.nullable().describe('When the last test event was stored. Null: never.'),
  rejectedToday: count.describe('Deliveries rejected since the start of the UTC day.'),
  rejections: z
    .array(rejectionSummary)
    .describe('Rejected deliveries of the last 24 hours (from a full hour on), newest first, at most 100.'),
  quarantine: z
    .object({
      count: count.describe('Events in quarantine now.'),
      lastAt: instant.nullable().describe('When the last of them was received. Null: there are none.'),
      reasons: z
        .array(
          z.object({
            reason: text.describe('Why an event could not be stored.'),
            count: count.describe('Events with this reason.'),
          }),
        )
        .describe('The most frequent reasons among the newest 1,000, at most 5, each cut at 300 characters.'),
    })
    .describe('Events that could not be stored because of an error of the dashboard: see `GET quarantine`.'),
  servers: z.array(serverHealth).describe('Each configured server.'),
});

/** The agents of one dispatch name. */
export const agentNameSummary = z.object({
  agentName: text.nullable().describe('Dispatch name. Null: agents without one.'),
  active: count.describe('Connections now.'),
  peak: count.describe('Highest number of connections at one time.'),
  sessions: count.describe('Sessions it was in.'),
  connections: count.describe('Connections in the range.'),
  agentMs: count.describe('Time connected within the range in ms, running connections counted to `at`.'),
});

/** A session that people joined and no agent did. */
export const unattendedSession = z.object({
  sid: text.describe('Room sid.'),
  name: text.nullable().describe('Room name. Null: not known.'),
  source: serverName,
  state: z.enum(SESSION_STATES).describe('`active` until the room ends.'),
  firstJoinedAt: instant.nullable().describe('The earliest join.'),
  endedAt: instant.nullable().describe('When the room closed. Null while it is open.'),
  people: count.describe('Connections of people now.'),
  identities: count.describe('Distinct identities of people that joined. 1: a person waited alone.'),
});

/** Agents in the 24 hours up to `at`. */
export const agentDay = z.object({
  at: countedAt,
  from: instant.describe('Start of the 24 hours.'),
  names: z.array(agentNameSummary).describe('Agents by dispatch name, most time first, at most 200.'),
  unattended: z
    .array(unattendedSession)
    .describe('Sessions that people joined and no agent did, newest first, at most 100.'),
  unattendedTotal: count.describe('Number of all such sessions.'),
  unattendedAlone: count.describe('Number of such sessions that only one person ever joined.'),
});
