import { z } from 'zod';
import { count, END_REASONS, instant, json, offset, PARTICIPANT_STATES, SESSION_STATES, text } from './values';

/** One life of a room: a room sid. Names come back, sids never do. */
export const session = z.object({
  sid: text.describe('Room sid (`RM_...`), unique within `source`.'),
  name: text.nullable().describe('Room name. Null until an event told it.'),
  source: text.describe('Name of the configured LiveKit server that sent the events.'),
  state: z.enum(SESSION_STATES),
  startedAt: instant.nullable().describe("LiveKit's creation time. Null while no event with the whole room was seen."),
  endedAt: instant.nullable().describe('When the room closed; null while it is open.'),
  endReason: z.enum(END_REASONS).nullable(),
  endEstimated: z.boolean().describe('True unless the end is an observed `room_finished`.'),
  firstJoinedAt: instant.nullable().describe('The call begins: the earliest join.'),
  lastLeftAt: instant.nullable().describe('The call ends: the last leave. Null while somebody is in.'),
  people: count.describe(
    'Active connections of kinds that are persons (STANDARD, SIP, kinds not known to be machines).',
  ),
  agents: count.describe('Active connections of kind AGENT.'),
  participants: count.describe('Active connections of every kind, unknown ones too.'),
  tracks: count.describe('Tracks published now.'),
  joins: count.describe('Connections ever active.'),
  identities: count.describe("Distinct persons' identities among the connections ever active."),
  aborted: count.describe('Connections that never became active.'),
  recording: z.boolean().describe('An egress of the session is running.'),
  metadata: text.nullable(),
  metadataBytes: count.nullable().describe('True size of the metadata in bytes of UTF-8, before any cut.'),
  lastEventAt: instant.nullable(),
});

/** One connection to a room: a participant sid. A full reconnect is a new one of the same identity. */
export const participant = z.object({
  sid: text,
  sessionSid: text,
  identity: text.nullable(),
  name: text.nullable(),
  kind: text
    .nullable()
    .describe("LiveKit's word (`STANDARD`, `AGENT`, `SIP`, ...). Null while only track events were seen."),
  state: z.enum(PARTICIPANT_STATES),
  joinedAt: instant.nullable(),
  leftAt: instant.nullable().describe('When it left; for an aborted join, when it was given up.'),
  leftEstimated: z.boolean().describe('No leave of its own was seen; the time is that of what ended it.'),
  disconnectReason: text.nullable().describe("LiveKit's word (`CLIENT_INITIATED`, ...)."),
  metadata: text.nullable(),
  metadataBytes: count.nullable(),
  attributes: z.record(z.string(), text),
  tracks: count.describe('Tracks it publishes now.'),
});

/** A participant of kind AGENT, with where it works and what it is. */
export const agent = participant.extend({
  sessionName: text.nullable(),
  agentName: text.nullable().describe('Dispatch name, from the attribute `lk.agent.name`.'),
  jobId: text.nullable().describe('From the identity `agent-<job id>`.'),
});

export const track = z.object({
  sid: text,
  sessionSid: text,
  participantSid: text,
  name: text.nullable(),
  type: text.nullable().describe('`AUDIO`, `VIDEO` or `DATA`.'),
  source: text.nullable().describe('`MICROPHONE`, `CAMERA`, `SCREEN_SHARE`, ...'),
  mimeType: text.nullable(),
  width: count.nullable(),
  height: count.nullable(),
  publishedAt: instant.nullable(),
  unpublishedAt: instant.nullable(),
  endEstimated: z.boolean(),
});

export const egress = z.object({
  id: text,
  sessionSid: text.nullable(),
  roomName: text.nullable(),
  kind: text
    .nullable()
    .describe('Which request it was: `room_composite`, `web`, `participant`, `track_composite`, `track`.'),
  status: text.describe('`EGRESS_STARTING`, `EGRESS_ACTIVE`, `EGRESS_COMPLETE`, ...'),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  error: text.nullable(),
  results: z.array(json).describe('Files, streams, segments and images, as LiveKit tells them, without secrets.'),
});

export const ingress = z.object({
  id: text.describe('Ingress id. Ids are reused: one use is (`id`, `resourceId`).'),
  resourceId: text.nullable(),
  sessionSid: text.nullable(),
  roomName: text.nullable(),
  inputType: text.nullable(),
  status: text.nullable(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  error: text.nullable(),
});

/** The whole server at a glance. Replaced whole; the newest `at` wins. */
export const stats = z.object({
  at: instant.describe('When this was counted.'),
  activeSessions: count,
  people: count,
  agents: count,
  tracks: count,
  recordings: count.describe('Sessions being recorded now.'),
  eventsTotal: count.describe('Events stored since the database was made.'),
  lastEventAt: instant.nullable().describe('When the last webhook came.'),
  today: z
    .object({
      from: instant,
      sessions: count.describe('Sessions that started today.'),
      joins: count,
      aborted: count,
      personMs: count.describe("People's time today, running ones counted to `at`."),
      agentMs: count,
    })
    .describe('The UTC day of `at`.'),
});

/** A stored webhook, whole but for its secrets. */
export const storedEvent = z.object({
  offset,
  id: text.describe("LiveKit's event id (`EV_...`), unique within `source`."),
  event: text.describe("LiveKit's name of it, known or not."),
  createdAt: instant.nullable().describe('When LiveKit made it (it tells seconds).'),
  receivedAt: instant.describe('When its first copy came.'),
  source: text,
  apiKey: text.nullable().describe('Name of the API key that signed it.'),
  sessionSid: text.nullable(),
  roomName: text.nullable(),
  participantSid: text.nullable(),
  identity: text.nullable(),
  trackSid: text.nullable(),
  synthetic: z.boolean().describe('Made by the dashboard itself (reconcile, timeout), not sent by LiveKit.'),
  payload: json,
});

export type Session = z.infer<typeof session>;
export type Participant = z.infer<typeof participant>;
export type Agent = z.infer<typeof agent>;
export type Track = z.infer<typeof track>;
export type Egress = z.infer<typeof egress>;
export type Ingress = z.infer<typeof ingress>;
export type Stats = z.infer<typeof stats>;
export type StoredEvent = z.infer<typeof storedEvent>;
