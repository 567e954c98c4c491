/**
 * What is counted for people to look at, rather than told row by row. Each is replaced whole: of two the one with the newer `at`
 * counts, whatever their offsets, since time alone can change it (a minute passes, a webhook is refused).
 */
import { z } from 'zod';
import { count, instant, offset, SESSION_STATES, text } from './values';

export const HOUR_MINUTES = 60;
/** The most that a digest lists. */
export const BUSIEST_SESSIONS = 10;
export const ACTIVITY_ITEMS = 30;
export const UNATTENDED_SESSIONS = 100;
export const AGENT_NAMES = 200;

/** One reading a minute, the oldest first, of the `HOUR_MINUTES` whole minutes up to `to`. Null: nothing is known of that minute. */
const readings = z.array(count.nullable()).length(HOUR_MINUTES);

/** The last hour of the whole server: how many there were at each full minute, from what is stored by now. */
export const hour = z.object({
  at: instant.describe('When it was counted.'),
  to: instant.describe('The full minute of the last reading.'),
  activeSessions: readings,
  people: readings,
  agents: readings,
  tracks: readings,
  recordings: readings.describe('Sessions that were being recorded.'),
});

export const busySession = z.object({
  sid: text,
  name: text.nullable(),
  source: text,
  startedAt: instant.nullable(),
  people: count,
  agents: count,
  tracks: count,
  recording: z.boolean(),
  peopleByMinute: readings.describe('People in it at each minute of `hour`; null before it started.'),
});

/** The active sessions with the most people, the fullest first. */
export const busiest = z.object({ at: instant, to: instant, sessions: z.array(busySession) });

/** An event in a line. */
export const activityItem = z.object({
  offset,
  event: text,
  receivedAt: instant,
  source: text,
  sessionSid: text.nullable(),
  roomName: text.nullable(),
  identity: text.nullable(),
  detail: text
    .nullable()
    .describe(
      "LiveKit's word for what matters most: why somebody left, which source was published, how an egress stands.",
    ),
  synthetic: z.boolean(),
});

/** The last events, the newest first. */
export const activity = z.object({ at: instant, items: z.array(activityItem) });

/** Webhooks that were refused for one reason, counted together. */
export const rejectionSummary = z.object({
  reason: text.describe(
    '`no_key_configured`, `unknown_key`, `wrong_secret`, `expired`, `not_yet_valid`, `body_mismatch`, `missing_token`, ' +
      '`malformed_token`, `not_utf8`, `not_json`, `no_event_name`, `too_large`, `bad_request`.',
  ),
  apiKey: text
    .nullable()
    .describe(
      'The API key that the token named. Not verified, so hostile. Null: none, or one of too many that nobody knows.',
    ),
  count,
  lastAt: instant,
  clockOffsetSeconds: z
    .int()
    .nullable()
    .describe("How far this server's clock is ahead of the sender's, by the last of them; if time was what was wrong."),
});

export const RECONCILE_STATES = ['off', 'waiting', 'ok', 'failing'] as const;

/** One configured LiveKit server, as the dashboard's own requests to it find it. */
export const serverHealth = z.object({
  name: text.describe('The `source` of its sessions.'),
  url: text.nullable().describe('Where its API is asked; null if that is not configured.'),
  keys: z.array(text).describe('Names of the API keys that may sign its webhooks.'),
  lastWebhookAt: instant.nullable(),
  reconcile: z
    .enum(RECONCILE_STATES)
    .describe('`off`: no URL. `waiting`: not asked yet. `failing`: the last request did not succeed.'),
  reconciledAt: instant.nullable().describe('The last request that it answered.'),
  reconcileError: text.nullable().describe('Why the last request failed, without secrets.'),
});

/** Do webhooks come, and if not, why? */
export const health = z.object({
  at: instant,
  lastWebhookAt: instant.nullable().describe('The last one that LiveKit sent (no test, nothing inferred).'),
  lastLagMs: count
    .nullable()
    .describe('How late it came, at most: LiveKit tells whole seconds, so up to 1000 ms of it may be rounding.'),
  lagP95Ms: count.nullable().describe('The same of the last 200 webhooks, 95th percentile.'),
  lastTestAt: instant.nullable().describe('The last test event that was stored.'),
  rejectedToday: count.describe('Webhooks refused since the start of the UTC day.'),
  rejections: z
    .array(rejectionSummary)
    .describe('Those of the last 24 hours (from a full hour on), the newest first, at most 100.'),
  servers: z.array(serverHealth),
});

/** What the agents of one dispatch name did. */
export const agentNameSummary = z.object({
  agentName: text.nullable().describe('Null: agents that told no name.'),
  active: count.describe('Connections now.'),
  peak: count.describe('The most connections at one time.'),
  sessions: count.describe('Sessions it was in.'),
  connections: count,
  agentMs: count.describe('Time connected, running ones counted to `at`, cut to the range.'),
});

/** A session that people came to and no agent did. */
export const unattendedSession = z.object({
  sid: text,
  name: text.nullable(),
  source: text,
  state: z.enum(SESSION_STATES),
  firstJoinedAt: instant.nullable(),
  endedAt: instant.nullable(),
  people: count,
  identities: count.describe('1: somebody waited alone.'),
});

/** The agents of the 24 hours up to `at`. */
export const agentDay = z.object({
  at: instant,
  from: instant,
  names: z.array(agentNameSummary).describe('Most time first, at most 200.'),
  unattended: z.array(unattendedSession).describe('The newest first, at most 100.'),
  unattendedTotal: count,
  unattendedAlone: count.describe('Of them, those in which only one person ever was.'),
});

export type Hour = z.infer<typeof hour>;
export type BusySession = z.infer<typeof busySession>;
export type Busiest = z.infer<typeof busiest>;
export type ActivityItem = z.infer<typeof activityItem>;
export type Activity = z.infer<typeof activity>;
export type RejectionSummary = z.infer<typeof rejectionSummary>;
export type ServerHealth = z.infer<typeof serverHealth>;
export type Health = z.infer<typeof health>;
export type AgentNameSummary = z.infer<typeof agentNameSummary>;
export type UnattendedSession = z.infer<typeof unattendedSession>;
export type AgentDay = z.infer<typeof agentDay>;
