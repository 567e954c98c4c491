import { z } from 'zod';
import { count, END_REASONS, instant, json, offset, PARTICIPANT_STATES, SESSION_STATES, text } from './values';

/** Texts of properties that several entities have. */
const serverName = text.describe('Name of the configured LiveKit server.');
const metadata = text
  .nullable()
  .describe("LiveKit's metadata, cut at 1024 bytes of UTF-8 in lists and topics. Null: not known.");
const metadataBytes = count.nullable().describe('True size of the metadata in bytes of UTF-8, before any cut.');

/** One life of a room: one room sid. Names come back, sids do not. */
export const session = z.object({
  sid: text.describe('Room sid (`RM_...`), unique within `source`.'),
  name: text.nullable().describe('Room name. Null until an event reported it.'),
  source: text.describe('Name of the configured LiveKit server that sent the events.'),
  state: z.enum(SESSION_STATES).describe('`active` until the room ends.'),
  startedAt: instant
    .nullable()
    .describe("LiveKit's creation time. Null until an event with the whole room was received."),
  endedAt: instant.nullable().describe('When the room closed. Null while it is open.'),
  endReason: z
    .enum(END_REASONS)
    .nullable()
    .describe(
      'Why it ended. `finished`: LiveKit reported the end. `superseded`: another sid of the name started. `reconciled`: LiveKit no longer ' +
        'lists it. `timeout`: no event for too long. Null while it is active.',
    ),
  endEstimated: z.boolean().describe('True unless the end is an observed `room_finished`.'),
  firstJoinedAt: instant.nullable().describe('Start of the call: the earliest join. Null: no join yet.'),
  lastLeftAt: instant.nullable().describe('End of the call: the last leave. Null while a participant is connected.'),
  people: count.describe(
    'Active connections of kinds that are persons (STANDARD, SIP, kinds not known to be machines).',
  ),
  agents: count.describe('Active connections of kind AGENT.'),
  participants: count.describe('Active connections of every kind, unknown ones too.'),
  tracks: count.describe('Tracks published now.'),
  joins: count.describe('Connections ever active.'),
  identities: count.describe("Distinct persons' identities among the connections ever active."),
  aborted: count.describe('Connections that never became active.'),
  recording: z.boolean().describe('Whether an egress of the session is running.'),
  failedRecordings: count.describe('Egresses of the session that failed or were aborted.'),
  metadata,
  metadataBytes,
  lastEventAt: instant.nullable().describe('When the newest event of the session happened. Null: no event has a time.'),
});

/** A phone call, from the attributes of a connection of kind SIP. */
export const sipCall = z.object({
  callId: text.nullable().describe("LiveKit's id of the call (`SCL_...`). Null: not known."),
  direction: text.nullable().describe('`inbound` or `outbound`. Null: not known.'),
  phoneNumber: text.nullable().describe('Number of the far end. Null: not known.'),
  trunkPhoneNumber: text.nullable().describe('Number of the trunk. Null: not known.'),
  trunkId: text.nullable().describe("LiveKit's id of the trunk (`ST_...`). Null: not known."),
  status: text
    .nullable()
    .describe('`dialing`, `ringing`, `active`, `hangup`, ... as of the last event; it changes without one.'),
});

/** One connection to a room: one participant sid. A full reconnect is a new one of the same identity. */
export const participant = z.object({
  sid: text.describe('Participant sid (`PA_...`).'),
  sessionSid: text.describe('Sid of its session.'),
  identity: text
    .nullable()
    .describe('Identity that the application gave it; several connections can share it. Null: not known.'),
  name: text.nullable().describe('Display name. Null: not known.'),
  kind: text
    .nullable()
    .describe(
      "LiveKit's kind (`STANDARD`, `AGENT`, `SIP`, ...). Null until an event with the whole participant arrived.",
    ),
  kindDetails: z.array(text).describe("LiveKit's details of the kind (`CONNECTOR_WHATSAPP`, ...)."),
  hidden: z
    .boolean()
    .describe(
      'Whether LiveKit hides it from others (observers, recorders): neither a person nor an agent in any count or cost.',
    ),
  state: z.enum(PARTICIPANT_STATES).describe('`active`: connected. `left`: it was. `aborted`: it never became active.'),
  joinedAt: instant.nullable().describe('When it joined. Null: not known, or not yet.'),
  leftAt: instant.nullable().describe('When it left; of an aborted join, when LiveKit gave it up. Null while active.'),
  leftEstimated: z.boolean().describe('Whether no leave was reported: `leftAt` is then the time of what ended it.'),
  disconnectReason: text
    .nullable()
    .describe("LiveKit's `DisconnectReason` (`CLIENT_INITIATED`, ...). Null: none was reported."),
  metadata,
  metadataBytes,
  attributes: z
    .record(z.string(), text)
    .describe("LiveKit's attributes. Each value is cut at 1024 bytes of UTF-8 in lists and topics."),
  sip: sipCall.nullable().describe('The phone call that this connection is. Null: it is none.'),
  tracks: count.describe('Tracks it publishes now.'),
});

/** A participant of kind AGENT, with where it works and what it is. */
export const agent = participant.extend({
  source: text.describe('Name of the configured LiveKit server, as in its session.'),
  sessionName: text.nullable().describe('Room name of its session. Null: not known.'),
  agentName: text.nullable().describe('Dispatch name, from the attribute `lk.agent.name`. Null: it has none.'),
  jobId: text.nullable().describe('Job id, from the identity `agent-<job id>`. Null: the identity has another form.'),
});

/** One published medium of one connection. A sid that is published again is the same row with its latest publication. */
export const track = z.object({
  sid: text.describe('Track sid (`TR_...`), unique within the participant.'),
  sessionSid: text.describe('Sid of the session.'),
  participantSid: text.describe('Sid of the connection that publishes it.'),
  name: text.nullable().describe('Name that the publisher gave it. Null: not known.'),
  type: text.nullable().describe('`AUDIO`, `VIDEO` or `DATA`. Null: not known.'),
  source: text.nullable().describe('`MICROPHONE`, `CAMERA`, `SCREEN_SHARE`, ... Null: not known.'),
  mimeType: text.nullable().describe('MIME type of its codec (`video/vp8`). Null: not known.'),
  width: count.nullable().describe('Width of the video in pixels. Null: not known, or no video.'),
  height: count.nullable().describe('Height of the video in pixels. Null: not known, or no video.'),
  publishedAt: instant.nullable().describe('Start of the latest publication. Null: not known.'),
  unpublishedAt: instant.nullable().describe('End of the latest publication. Null while it is published.'),
  endEstimated: z
    .boolean()
    .describe('Whether no unpublish was reported: `unpublishedAt` is the time of what ended it.'),
});

/** A recording or stream that LiveKit makes of a room, a track or a web page. */
export const egress = z.object({
  id: text.describe('Egress id (`EG_...`).'),
  source: serverName,
  sessionSid: text.nullable().describe('Sid of its session. Null: of no room, or not known.'),
  roomName: text.nullable().describe('Room name. Null: of no room, or not known.'),
  kind: text
    .nullable()
    .describe('Which request it was: `room_composite`, `web`, `participant`, `track_composite`, `track`.'),
  status: text.describe('`EGRESS_STARTING`, `EGRESS_ACTIVE`, `EGRESS_COMPLETE`, ...'),
  startedAt: instant.nullable().describe('When it started. Null: not yet, or not known.'),
  endedAt: instant.nullable().describe('When it ended. Null while it runs.'),
  endEstimated: z
    .boolean()
    .describe(
      'LiveKit stopped listing it and never reported its end: `status` is then the last one that was reported.',
    ),
  error: text.nullable().describe("LiveKit's error message. Null: none was reported."),
  errorCode: z.int().nullable().describe("LiveKit's code of the error. Null: none was reported."),
  details: text.nullable().describe("Why it ended, in LiveKit's words, also where nothing failed. Null: not reported."),
  backupStorageUsed: z.boolean().nullable().describe('Whether the result went to the backup storage. Null: not known.'),
  manifestLocation: text.nullable().describe('Where LiveKit stored its manifest. Null: nowhere, or not known.'),
  results: z.array(json).describe('Files, streams, segments and images as LiveKit reports them, without secrets.'),
});

/** One use of an ingress: a stream that LiveKit receives. */
export const ingress = z.object({
  id: text.describe('Ingress id (`IN_...`). Ids are reused: one use is (`id`, `resourceId`).'),
  resourceId: text.nullable().describe("LiveKit's id of this use. Null: not known."),
  source: serverName,
  sessionSid: text.nullable().describe('Sid of its session. Null: not known.'),
  roomName: text.nullable().describe('Room name. Null: not known.'),
  inputType: text.nullable().describe('`RTMP_INPUT`, `WHIP_INPUT` or `URL_INPUT`. Null: not known.'),
  status: text
    .nullable()
    .describe('`ENDPOINT_INACTIVE`, `ENDPOINT_BUFFERING`, `ENDPOINT_PUBLISHING`, ... Null: not known.'),
  startedAt: instant.nullable().describe('When it started. Null: not yet, or not known.'),
  endedAt: instant.nullable().describe('When it ended. Null while it runs.'),
  endEstimated: z.boolean().describe('Whether LiveKit stopped listing it and never reported its end.'),
  error: text.nullable().describe("LiveKit's error message. Null: none was reported."),
});

/** Counts of the whole installation, all servers together. Replaced whole; the newest `at` wins. */
export const stats = z.object({
  at: instant.describe('When this was counted.'),
  activeSessions: count.describe('Sessions active now.'),
  people: count.describe('Connections of people active now.'),
  agents: count.describe('Connections of agents active now.'),
  tracks: count.describe('Tracks published now.'),
  recordings: count.describe('Sessions being recorded now.'),
  eventsTotal: count.describe('Events stored since the database was created.'),
  lastEventAt: instant.nullable().describe('When the last webhook arrived. Null: none has.'),
  today: z
    .object({
      from: instant.describe('Start of the UTC day.'),
      sessions: count.describe('Sessions that started today.'),
      joins: count.describe('Connections that became active today.'),
      aborted: count.describe('Joins that failed today.'),
      personMs: count.describe("People's time today in ms, running connections counted to `at`."),
      agentMs: count.describe("Agents' time today in ms, running connections counted to `at`."),
    })
    .describe('The UTC day of `at`.'),
});

/** A stored event with its whole payload, without secrets. */
export const storedEvent = z.object({
  offset: offset.describe('Position in the log of stored events: dense, from 1, in commit order.'),
  id: text.describe("LiveKit's event id (`EV_...`), unique within `source`."),
  event: text.describe("LiveKit's name of the event, known or not."),
  createdAt: instant.nullable().describe('When LiveKit made it, to the second. Null: not reported.'),
  receivedAt: instant.describe('When its first copy arrived.'),
  source: serverName,
  apiKey: text
    .nullable()
    .describe('Name of the API key that signed it. Null: it was not signed (imported or synthetic).'),
  sessionSid: text.nullable().describe('Sid of the session it is about. Null: of none, or not known.'),
  roomName: text.nullable().describe('Name of the room it is about. Null: of none, or not known.'),
  participantSid: text.nullable().describe('Sid of the participant it is about. Null: of none, or not known.'),
  identity: text.nullable().describe('Identity of the participant it is about. Null: of none, or not known.'),
  trackSid: text.nullable().describe('Sid of the track it is about. Null: of none.'),
  synthetic: z.boolean().describe('Whether the dashboard made it (reconcile, timeout) and LiveKit did not send it.'),
  payload: json.describe('The JSON that LiveKit sent, without secrets.'),
});
