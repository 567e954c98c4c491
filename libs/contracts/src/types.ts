/**
 * The objects of the contract. Generated from the schemas by `npm run types:generate`: change a schema and its `.describe()`, not this.
 */
import type { Topic } from './topics';

/** One life of a room: one room sid. Names come back, sids do not. */
export type Session = {
  /** Room sid (`RM_...`), unique within `source`. */
  sid: string;
  /** Room name. Null until an event reported it. */
  name: string | null;
  /** Name of the configured LiveKit server that sent the events. */
  source: string;
  /** `active` until the room ends. */
  state: 'active' | 'ended';
  /** LiveKit's creation time. Null until an event with the whole room was received. */
  startedAt: string | null;
  /** When the room closed. Null while it is open. */
  endedAt: string | null;
  /**
   * Why it ended. `finished`: LiveKit reported the end. `superseded`: another sid of the name started. `reconciled`:
   * LiveKit no longer lists it. `timeout`: no event for too long. Null while it is active.
   */
  endReason: 'finished' | 'superseded' | 'reconciled' | 'timeout' | null;
  /** True unless the end is an observed `room_finished`. */
  endEstimated: boolean;
  /** Start of the call: the earliest join. Null: no join yet. */
  firstJoinedAt: string | null;
  /** End of the call: the last leave. Null while a participant is connected. */
  lastLeftAt: string | null;
  /** Active connections of kinds that are persons (STANDARD, SIP, kinds not known to be machines). */
  people: number;
  /** Active connections of kind AGENT. */
  agents: number;
  /** Active connections of every kind, unknown ones too. */
  participants: number;
  /** Tracks published now. */
  tracks: number;
  /** Connections ever active. */
  joins: number;
  /** Distinct persons' identities among the connections ever active. */
  identities: number;
  /** Connections that never became active. */
  aborted: number;
  /** Whether an egress of the session is running. */
  recording: boolean;
  /** Egresses of the session that failed or were aborted. */
  failedRecordings: number;
  /** LiveKit's metadata, cut at 1024 bytes of UTF-8 in lists and topics. Null: not known. */
  metadata: string | null;
  /** True size of the metadata in bytes of UTF-8, before any cut. */
  metadataBytes: number | null;
  /** When the newest event of the session happened. Null: no event has a time. */
  lastEventAt: string | null;
};

/** A phone call, from the attributes of a connection of kind SIP. */
export type SipCall = {
  /** LiveKit's id of the call (`SCL_...`). Null: not known. */
  callId: string | null;
  /** `inbound` or `outbound`. Null: not known. */
  direction: string | null;
  /** Number of the far end. Null: not known. */
  phoneNumber: string | null;
  /** Number of the trunk. Null: not known. */
  trunkPhoneNumber: string | null;
  /** LiveKit's id of the trunk (`ST_...`). Null: not known. */
  trunkId: string | null;
  /** `dialing`, `ringing`, `active`, `hangup`, ... as of the last event; it changes without one. */
  status: string | null;
};

/** One connection to a room: one participant sid. A full reconnect is a new one of the same identity. */
export type Participant = {
  /** Participant sid (`PA_...`). */
  sid: string;
  /** Sid of its session. */
  sessionSid: string;
  /** Identity that the application gave it; several connections can share it. Null: not known. */
  identity: string | null;
  /** Display name. Null: not known. */
  name: string | null;
  /** LiveKit's kind (`STANDARD`, `AGENT`, `SIP`, ...). Null until an event with the whole participant arrived. */
  kind: string | null;
  /** LiveKit's details of the kind (`CONNECTOR_WHATSAPP`, ...). */
  kindDetails: string[];
  /**
   * Whether LiveKit hides it from others (observers, recorders): neither a person nor an agent in any count or cost.
   */
  hidden: boolean;
  /** `active`: connected. `left`: it was. `aborted`: it never became active. */
  state: 'active' | 'left' | 'aborted';
  /** When it joined. Null: not known, or not yet. */
  joinedAt: string | null;
  /** When it left; of an aborted join, when LiveKit gave it up. Null while active. */
  leftAt: string | null;
  /** Whether no leave was reported: `leftAt` is then the time of what ended it. */
  leftEstimated: boolean;
  /** LiveKit's `DisconnectReason` (`CLIENT_INITIATED`, ...). Null: none was reported. */
  disconnectReason: string | null;
  /** LiveKit's metadata, cut at 1024 bytes of UTF-8 in lists and topics. Null: not known. */
  metadata: string | null;
  /** True size of the metadata in bytes of UTF-8, before any cut. */
  metadataBytes: number | null;
  /** LiveKit's attributes. Each value is cut at 1024 bytes of UTF-8 in lists and topics. */
  attributes: Record<string, string>;
  /** The phone call that this connection is. Null: it is none. */
  sip: SipCall | null;
  /** Tracks it publishes now. */
  tracks: number;
};

/** A participant of kind AGENT, with where it works and what it is. */
export type Agent = {
  /** Participant sid (`PA_...`). */
  sid: string;
  /** Sid of its session. */
  sessionSid: string;
  /** Identity that the application gave it; several connections can share it. Null: not known. */
  identity: string | null;
  /** Display name. Null: not known. */
  name: string | null;
  /** LiveKit's kind (`STANDARD`, `AGENT`, `SIP`, ...). Null until an event with the whole participant arrived. */
  kind: string | null;
  /** LiveKit's details of the kind (`CONNECTOR_WHATSAPP`, ...). */
  kindDetails: string[];
  /**
   * Whether LiveKit hides it from others (observers, recorders): neither a person nor an agent in any count or cost.
   */
  hidden: boolean;
  /** `active`: connected. `left`: it was. `aborted`: it never became active. */
  state: 'active' | 'left' | 'aborted';
  /** When it joined. Null: not known, or not yet. */
  joinedAt: string | null;
  /** When it left; of an aborted join, when LiveKit gave it up. Null while active. */
  leftAt: string | null;
  /** Whether no leave was reported: `leftAt` is then the time of what ended it. */
  leftEstimated: boolean;
  /** LiveKit's `DisconnectReason` (`CLIENT_INITIATED`, ...). Null: none was reported. */
  disconnectReason: string | null;
  /** LiveKit's metadata, cut at 1024 bytes of UTF-8 in lists and topics. Null: not known. */
  metadata: string | null;
  /** True size of the metadata in bytes of UTF-8, before any cut. */
  metadataBytes: number | null;
  /** LiveKit's attributes. Each value is cut at 1024 bytes of UTF-8 in lists and topics. */
  attributes: Record<string, string>;
  /** The phone call that this connection is. Null: it is none. */
  sip: SipCall | null;
  /** Tracks it publishes now. */
  tracks: number;
  /** Name of the configured LiveKit server, as in its session. */
  source: string;
  /** Room name of its session. Null: not known. */
  sessionName: string | null;
  /** Dispatch name, from the attribute `lk.agent.name`. Null: it has none. */
  agentName: string | null;
  /** Job id, from the identity `agent-<job id>`. Null: the identity has another form. */
  jobId: string | null;
};

/**
 * One published medium of one connection. A sid that is published again is the same row with its latest publication.
 */
export type Track = {
  /** Track sid (`TR_...`), unique within the participant. */
  sid: string;
  /** Sid of the session. */
  sessionSid: string;
  /** Sid of the connection that publishes it. */
  participantSid: string;
  /** Name that the publisher gave it. Null: not known. */
  name: string | null;
  /** `AUDIO`, `VIDEO` or `DATA`. Null: not known. */
  type: string | null;
  /** `MICROPHONE`, `CAMERA`, `SCREEN_SHARE`, ... Null: not known. */
  source: string | null;
  /** MIME type of its codec (`video/vp8`). Null: not known. */
  mimeType: string | null;
  /** Width of the video in pixels. Null: not known, or no video. */
  width: number | null;
  /** Height of the video in pixels. Null: not known, or no video. */
  height: number | null;
  /** Start of the latest publication. Null: not known. */
  publishedAt: string | null;
  /** End of the latest publication. Null while it is published. */
  unpublishedAt: string | null;
  /** Whether no unpublish was reported: `unpublishedAt` is the time of what ended it. */
  endEstimated: boolean;
};

/** A recording or stream that LiveKit makes of a room, a track or a web page. */
export type Egress = {
  /** Egress id (`EG_...`). */
  id: string;
  /** Name of the configured LiveKit server. */
  source: string;
  /** Sid of its session. Null: of no room, or not known. */
  sessionSid: string | null;
  /** Room name. Null: of no room, or not known. */
  roomName: string | null;
  /** Which request it was: `room_composite`, `web`, `participant`, `track_composite`, `track`. */
  kind: string | null;
  /** `EGRESS_STARTING`, `EGRESS_ACTIVE`, `EGRESS_COMPLETE`, ... */
  status: string;
  /** When it started. Null: not yet, or not known. */
  startedAt: string | null;
  /** When it ended. Null while it runs. */
  endedAt: string | null;
  /** LiveKit stopped listing it and never reported its end: `status` is then the last one that was reported. */
  endEstimated: boolean;
  /** LiveKit's error message. Null: none was reported. */
  error: string | null;
  /** LiveKit's code of the error. Null: none was reported. */
  errorCode: number | null;
  /** Why it ended, in LiveKit's words, also where nothing failed. Null: not reported. */
  details: string | null;
  /** Whether the result went to the backup storage. Null: not known. */
  backupStorageUsed: boolean | null;
  /** Where LiveKit stored its manifest. Null: nowhere, or not known. */
  manifestLocation: string | null;
  /** Files, streams, segments and images as LiveKit reports them, without secrets. */
  results: Record<string, unknown>[];
};

/** One use of an ingress: a stream that LiveKit receives. */
export type Ingress = {
  /** Ingress id (`IN_...`). Ids are reused: one use is (`id`, `resourceId`). */
  id: string;
  /** LiveKit's id of this use. Null: not known. */
  resourceId: string | null;
  /** Name of the configured LiveKit server. */
  source: string;
  /** Sid of its session. Null: not known. */
  sessionSid: string | null;
  /** Room name. Null: not known. */
  roomName: string | null;
  /** `RTMP_INPUT`, `WHIP_INPUT` or `URL_INPUT`. Null: not known. */
  inputType: string | null;
  /** `ENDPOINT_INACTIVE`, `ENDPOINT_BUFFERING`, `ENDPOINT_PUBLISHING`, ... Null: not known. */
  status: string | null;
  /** When it started. Null: not yet, or not known. */
  startedAt: string | null;
  /** When it ended. Null while it runs. */
  endedAt: string | null;
  /** Whether LiveKit stopped listing it and never reported its end. */
  endEstimated: boolean;
  /** LiveKit's error message. Null: none was reported. */
  error: string | null;
};

/** Counts of the whole installation, all servers together. Replaced whole; the newest `at` wins. */
export type Stats = {
  /** When this was counted. */
  at: string;
  /** Sessions active now. */
  activeSessions: number;
  /** Connections of people active now. */
  people: number;
  /** Connections of agents active now. */
  agents: number;
  /** Tracks published now. */
  tracks: number;
  /** Sessions being recorded now. */
  recordings: number;
  /** Events stored since the database was created. */
  eventsTotal: number;
  /** When the last webhook arrived. Null: none has. */
  lastEventAt: string | null;
  /** The UTC day of `at`. */
  today: {
    /** Start of the UTC day. */
    from: string;
    /** Sessions that started today. */
    sessions: number;
    /** Connections that became active today. */
    joins: number;
    /** Joins that failed today. */
    aborted: number;
    /** People's time today in ms, running connections counted to `at`. */
    personMs: number;
    /** Agents' time today in ms, running connections counted to `at`. */
    agentMs: number;
  };
};

/** A stored event with its whole payload, without secrets. */
export type StoredEvent = {
  /** Position in the log of stored events: dense, from 1, in commit order. */
  offset: number;
  /** LiveKit's event id (`EV_...`), unique within `source`. */
  id: string;
  /** LiveKit's name of the event, known or not. */
  event: string;
  /** When LiveKit made it, to the second. Null: not reported. */
  createdAt: string | null;
  /** When its first copy arrived. */
  receivedAt: string;
  /** Name of the configured LiveKit server. */
  source: string;
  /** Name of the API key that signed it. Null: it was not signed (imported or synthetic). */
  apiKey: string | null;
  /** Sid of the session it is about. Null: of none, or not known. */
  sessionSid: string | null;
  /** Name of the room it is about. Null: of none, or not known. */
  roomName: string | null;
  /** Sid of the participant it is about. Null: of none, or not known. */
  participantSid: string | null;
  /** Identity of the participant it is about. Null: of none, or not known. */
  identity: string | null;
  /** Sid of the track it is about. Null: of none. */
  trackSid: string | null;
  /** Whether the dashboard made it (reconcile, timeout) and LiveKit did not send it. */
  synthetic: boolean;
  /** The JSON that LiveKit sent, without secrets. */
  payload: Record<string, unknown>;
};

/** The last hour, all servers together: counts at each full minute, oldest first, from what is stored now. */
export type Hour = {
  /** When this was counted. */
  at: string;
  /** The full minute of the last reading. */
  to: string;
  /** Active sessions at each minute. Null: not known. */
  activeSessions: (number | null)[];
  /** Connected people at each minute. Null: not known. */
  people: (number | null)[];
  /** Connected agents at each minute. Null: not known. */
  agents: (number | null)[];
  /** Published tracks at each minute. Null: not known. */
  tracks: (number | null)[];
  /** Sessions being recorded at each minute. Null: not known. */
  recordings: (number | null)[];
};

/** An active session in the digest `busiest`. */
export type BusySession = {
  /** Room sid. */
  sid: string;
  /** Room name. Null: not known. */
  name: string | null;
  /** Name of the configured LiveKit server. */
  source: string;
  /** LiveKit's creation time of the room. Null: not known. */
  startedAt: string | null;
  /** Connections of people now. */
  people: number;
  /** Connections of agents now. */
  agents: number;
  /** Tracks published now. */
  tracks: number;
  /** Whether an egress of it is running. */
  recording: boolean;
  /** Connected people at each minute of the hour. Null before it started. */
  peopleByMinute: (number | null)[];
};

/** The active sessions with the most people, at most 10. */
export type Busiest = {
  /** When this was counted. */
  at: string;
  /** The full minute of the last reading. */
  to: string;
  /** Most people first. */
  sessions: BusySession[];
};

/** Failures within an hour, `[from, to)`. The list of each, with the same range, has the same number. */
export type Failures = {
  /** When this was counted. */
  at: string;
  /** Start of the hour. */
  from: string;
  /** A full minute, at most one after `at`: the hour includes the present. */
  to: string;
  /** Joins that failed: `sessions?joinFailures=true`. */
  joins: {
    /** How many failed. */
    count: number;
    /** Number of sessions in which they failed. */
    sessions: number;
  };
  /** Connections of people that dropped: `sessions?dropped=true`. */
  drops: {
    /** How many failed. */
    count: number;
    /** Number of sessions in which they failed. */
    sessions: number;
  };
  /** Egresses that failed; those of no room are in `count` only. `sessions?recordingFailures=true`. */
  recordings: {
    /** How many failed. */
    count: number;
    /** Number of sessions in which they failed. */
    sessions: number;
  };
  /** Sessions that people joined and no agent did: `sessions?unattended=true`. */
  unattended: number;
  /** Refused webhooks, as far as they are listed: `rejections`. */
  rejections: number;
  /** There were more: of a flood, the first of each reason in a minute are listed and the others only counted. */
  rejectionsMore: boolean;
};

/** An event on one line. */
export type ActivityItem = {
  /** Position in the log of stored events. */
  offset: number;
  /** LiveKit's name of the event, known or not. */
  event: string;
  /** When its first copy arrived. */
  receivedAt: string;
  /** Name of the configured LiveKit server. */
  source: string;
  /** Sid of the session it is about. Null: of none, or not known. */
  sessionSid: string | null;
  /** Name of the room it is about. Null: of none, or not known. */
  roomName: string | null;
  /** Identity of the participant it is about. Null: of none, or not known. */
  identity: string | null;
  /**
   * LiveKit's value that matters most: the leave reason, the source of a track, the status of an egress. Null: the
   * event has none.
   */
  detail: string | null;
  /** Whether the dashboard made it (reconcile, timeout) and LiveKit did not send it. */
  synthetic: boolean;
};

/** The newest events, at most 30. */
export type Activity = {
  /** When this was counted. */
  at: string;
  /** Newest first. */
  items: ActivityItem[];
};

/** Rejected deliveries of one reason and one API key, counted together. */
export type RejectionSummary = {
  /**
   * `no_key_configured`, `unknown_key`, `wrong_secret`, `expired`, `not_yet_valid`, `body_mismatch`, `missing_token`,
   * `malformed_token`, `not_utf8`, `not_json`, `no_event_name`, `too_large`, `bad_request`.
   */
  reason: string;
  /** The API key that the token named. Not verified, so hostile. Null: none, or one of too many unknown ones. */
  apiKey: string | null;
  /** Deliveries rejected in the last 24 hours. */
  count: number;
  /** When the last of them arrived. */
  lastAt: string;
  /**
   * How far this server's clock is ahead of the sender's in seconds, by the last of them. Null: time was not the
   * reason.
   */
  clockOffsetSeconds: number | null;
};

/** One configured LiveKit server, and the state of the dashboard's own requests to it. */
export type ServerHealth = {
  /** The `source` of its sessions. */
  name: string;
  /** Base URL of its API. Null: not configured. */
  url: string | null;
  /** Names of the API keys that may sign its webhooks. */
  keys: string[];
  /** When its last webhook arrived. Null: none has. */
  lastWebhookAt: string | null;
  /** `off`: no URL. `waiting`: not polled yet. `failing`: the last request did not succeed. */
  reconcile: 'off' | 'waiting' | 'ok' | 'failing';
  /** When it last answered. Null: never. */
  reconciledAt: string | null;
  /** Why the last request failed, without secrets. Null: it did not. */
  reconcileError: string | null;
  /**
   * Since when its API lists none of the rooms that its webhooks report: it seems to be another server, and nothing is
   * ended or started by what it lists. Null: it agrees, or there is nothing to compare.
   */
  contradictedSince: string | null;
  /**
   * Of its egresses. Whether the API lists them. `unknown`: not polled yet. `not_connected`: the server runs without
   * Redis, so it has none. `failing`: it did not answer.
   */
  egress: 'unknown' | 'ok' | 'not_connected' | 'failing';
  /**
   * Of its ingresses. Whether the API lists them. `unknown`: not polled yet. `not_connected`: the server runs without
   * Redis, so it has none. `failing`: it did not answer.
   */
  ingress: 'unknown' | 'ok' | 'not_connected' | 'failing';
};

/** Whether webhooks arrive, and the reason if they do not. */
export type Health = {
  /** When this was counted. */
  at: string;
  /** When the last webhook of LiveKit arrived, test events aside. Null: none has. */
  lastWebhookAt: string | null;
  /**
   * Delivery delay of that webhook in ms, at most: LiveKit reports whole seconds, so up to 1000 ms of it may be
   * rounding. Null: not known.
   */
  lastLagMs: number | null;
  /** p95 of the delivery delay of the last 200 webhooks, in ms. Null: not known. */
  lagP95Ms: number | null;
  /** When the last test event was stored. Null: never. */
  lastTestAt: string | null;
  /** Deliveries rejected since the start of the UTC day. */
  rejectedToday: number;
  /** Rejected deliveries of the last 24 hours (from a full hour on), newest first, at most 100. */
  rejections: RejectionSummary[];
  /** Events that could not be stored because of an error of the dashboard: see `GET quarantine`. */
  quarantine: {
    /** Events in quarantine now. */
    count: number;
    /** When the last of them was received. Null: there are none. */
    lastAt: string | null;
    /** The most frequent reasons among the newest 1,000, at most 5, each cut at 300 characters. */
    reasons: {
      /** Why an event could not be stored. */
      reason: string;
      /** Events with this reason. */
      count: number;
    }[];
  };
  /** Each configured server. */
  servers: ServerHealth[];
};

/** The agents of one dispatch name. */
export type AgentNameSummary = {
  /** Dispatch name. Null: agents without one. */
  agentName: string | null;
  /** Connections now. */
  active: number;
  /** Highest number of connections at one time. */
  peak: number;
  /** Sessions it was in. */
  sessions: number;
  /** Connections in the range. */
  connections: number;
  /** Time connected within the range in ms, running connections counted to `at`. */
  agentMs: number;
};

/** A session that people joined and no agent did. */
export type UnattendedSession = {
  /** Room sid. */
  sid: string;
  /** Room name. Null: not known. */
  name: string | null;
  /** Name of the configured LiveKit server. */
  source: string;
  /** `active` until the room ends. */
  state: 'active' | 'ended';
  /** The earliest join. */
  firstJoinedAt: string | null;
  /** When the room closed. Null while it is open. */
  endedAt: string | null;
  /** Connections of people now. */
  people: number;
  /** Distinct identities of people that joined. 1: a person waited alone. */
  identities: number;
};

/** Agents in the 24 hours up to `at`. */
export type AgentDay = {
  /** When this was counted. */
  at: string;
  /** Start of the 24 hours. */
  from: string;
  /** Agents by dispatch name, most time first, at most 200. */
  names: AgentNameSummary[];
  /** Sessions that people joined and no agent did, newest first, at most 100. */
  unattended: UnattendedSession[];
  /** Number of all such sessions. */
  unattendedTotal: number;
  /** Number of such sessions that only one person ever joined. */
  unattendedAlone: number;
};

/** The values of changes by their kind. */
export type Entities = {
  /** One life of a room. */
  readonly session: Session;
  /** One connection of a session. */
  readonly participant: Participant;
  /** One published track. */
  readonly track: Track;
  /** A participant of kind AGENT. */
  readonly agent: Agent;
  /** A recording or stream that LiveKit makes. */
  readonly egress: Egress;
  /** A stream that LiveKit receives. */
  readonly ingress: Ingress;
  /** Digest: counts of the whole installation. */
  readonly stats: Stats;
  /** Digest: the last hour, minute by minute. */
  readonly hour: Hour;
  /** Digest: the active sessions with the most people. */
  readonly busiest: Busiest;
  /** Digest: the newest events. */
  readonly activity: Activity;
  /** Digest: whether webhooks arrive. */
  readonly health: Health;
  /** Digest: the agents of 24 hours. */
  readonly agentDay: AgentDay;
  /** Digest: what failed within an hour. */
  readonly failures: Failures;
};

/** The present value of one row. `value: null` means that the row was deleted. */
export type ChangeOf<K extends keyof Entities> = {
  /** What the change is about. */
  readonly kind: K;
  /**
   * The row's id within its kind, unique among all servers: its sid, with `<source>/` before it unless the server is
   * `default` (see `rowId`). Of a digest: the kind.
   */
  readonly id: string;
  /**
   * Offset of the last event folded into the row. Of two values of one id the higher offset is the newer; of digests
   * the later `at`.
   */
  readonly offset: number;
  /** The present value. Null: the row was deleted. */
  readonly value: Entities[K] | null;
};

/** A change of any kind: `kind` says which. */
export type Change = { [K in keyof Entities]: ChangeOf<K> }[keyof Entities];

/** A place in the stream, from which a client can resume. */
export type Position = {
  /** UUID of the database. Offsets of two epochs cannot be compared. */
  readonly epoch: string;
  /** Offset of the last event that is included. 0: before the first. */
  readonly offset: number;
};

/**
 * Changes of a topic. On digest topics `fromOffset` and `toOffset` may be equal: time passed, and no event. A client
 * that drops such a message as old receives the same values with the next one.
 */
export type ChangesMessage = {
  /**
   * `overview`, `agents-day`, `sessions`, `agents`, `egresses`, `ingresses`, `events`, `session:<source>/<sid>` or
   * `events:<source>/<sid>`; `session:<sid>` and `events:<sid>` where one server alone has the sid. Source and sid are
   * percent-encoded.
   */
  readonly topic: Topic;
  /** UUID of the database. */
  readonly epoch: string;
  /** The topic's previous `toOffset`: the message covers (fromOffset, toOffset]. */
  readonly fromOffset: number;
  /** Offset of the last event that the message covers. */
  readonly toOffset: number;
  /** When the server sent it. */
  readonly serverTime: string;
  /** The newest value of each row that changed. */
  readonly changes: readonly Change[];
};

/** A request that was refused. */
export type Refusal = {
  /** Always false: the request was refused. */
  readonly ok: false;
  /** Why it was refused. */
  readonly error: {
    /**
     * `bad_request`: malformed. `unknown_topic`: there is no such topic. `forbidden`: not allowed. `too_large`: the
     * snapshot exceeds `SNAPSHOT_LIMITS`; fetch the rows over REST, then subscribe with `since`. `unavailable`: the
     * database is unavailable; retry. `ambiguous`: two servers have a session of this sid; name the server,
     * `session:<source>/<sid>`.
     */
    readonly code: 'bad_request' | 'unknown_topic' | 'forbidden' | 'too_large' | 'unavailable' | 'ambiguous';
    /** The reason, for people. */
    readonly message: string;
  };
};

/** Opens a topic for this connection. */
export type SubscribeRequest = {
  /**
   * `overview`, `agents-day`, `sessions`, `agents`, `egresses`, `ingresses`, `events`, `session:<source>/<sid>` or
   * `events:<source>/<sid>`; `session:<sid>` and `events:<sid>` where one server alone has the sid. Source and sid are
   * percent-encoded.
   */
  readonly topic: string;
  /** Resume after this position. Left out: a snapshot. */
  readonly since?: Position | undefined;
};

/** A subscription to a topic of changes. */
export type ChangesSubscribed = {
  /** Always true: the subscription is open. */
  readonly ok: true;
  /** `snapshot`: replace all cached rows by these. `resumed`: the present value of every row changed since. */
  readonly mode: 'snapshot' | 'resumed';
  /** UUID of the database. */
  readonly epoch: string;
  /** Offset of the last event that the reply includes. */
  readonly offset: number;
  /** When the server made the reply. */
  readonly serverTime: string;
  /** One change for each row, by `mode`. */
  readonly changes: readonly Change[];
};

/** A subscription to a topic of events. */
export type EventsSubscribed = {
  /** Always true: the subscription is open. */
  readonly ok: true;
  /** `snapshot`: replace all cached rows by these. `resumed`: the present value of every row changed since. */
  readonly mode: 'snapshot' | 'resumed';
  /** UUID of the database. */
  readonly epoch: string;
  /** Offset of the last event that the reply includes. */
  readonly offset: number;
  /** When the server made the reply. */
  readonly serverTime: string;
  /** Resumed: the events since. Snapshot: none. */
  readonly events: readonly StoredEvent[];
};

/** Closes a topic for this connection. */
export type UnsubscribeRequest = {
  /**
   * `overview`, `agents-day`, `sessions`, `agents`, `egresses`, `ingresses`, `events`, `session:<source>/<sid>` or
   * `events:<source>/<sid>`; `session:<sid>` and `events:<sid>` where one server alone has the sid. Source and sid are
   * percent-encoded.
   */
  readonly topic: string;
};

/** Events of a topic. */
export type EventsMessage = {
  /**
   * `overview`, `agents-day`, `sessions`, `agents`, `egresses`, `ingresses`, `events`, `session:<source>/<sid>` or
   * `events:<source>/<sid>`; `session:<sid>` and `events:<sid>` where one server alone has the sid. Source and sid are
   * percent-encoded.
   */
  readonly topic: Topic;
  /** UUID of the database. */
  readonly epoch: string;
  /** The topic's previous `toOffset`: the message covers (fromOffset, toOffset]. */
  readonly fromOffset: number;
  /** Offset of the last event that the message covers. */
  readonly toOffset: number;
  /** In the order of their offsets. */
  readonly events: readonly StoredEvent[];
};

/** The subscription ended, and all cached rows of the topic are void: subscribe again. */
export type ResetMessage = {
  /**
   * `overview`, `agents-day`, `sessions`, `agents`, `egresses`, `ingresses`, `events`, `session:<source>/<sid>` or
   * `events:<source>/<sid>`; `session:<sid>` and `events:<sid>` where one server alone has the sid. Source and sid are
   * percent-encoded.
   */
  readonly topic: Topic;
  /**
   * `epoch_changed`: the database was replaced, or restored to an earlier state. `slow_reader`: the client did not
   * read fast enough. `events_moved`: on the events of one session, earlier events moved into or out of it; fetch all
   * of them from REST.
   */
  readonly reason: 'epoch_changed' | 'slow_reader' | 'events_moved';
};

/** Sent once a second, so that a lost connection is noticed at once. */
export type HeartbeatMessage = {
  /** When the server sent it. */
  readonly serverTime: string;
};

/** Query of `GET events`. */
export type EventsQuery = {
  /** LiveKit's name of the event, or several separated by commas: any of them. */
  event?: string | undefined;
  /** Session sid. */
  session?: string | undefined;
  /** Exact room name. */
  room?: string | undefined;
  /** Exact identity. */
  identity?: string | undefined;
  /** Name of the configured LiveKit server that sent it. */
  source?: string | undefined;
  /**
   * A whole room name, identity, session, participant, track, egress or ingress id, found over all time; or a part of
   * one (not of egress and ingress ids), searched for in the newest events: see `searchedFrom`.
   */
  q?: string | undefined;
  /** Only events with a higher offset. */
  after?: number | undefined;
  /** Start of the range, included. */
  from?: string | undefined;
  /** End of the range, excluded. */
  to?: string | undefined;
  /** A range by name, in the days of `tz`, instead of `from` and `to`. It moves with the time of the request. */
  range?:
    | 'last15m'
    | 'last1h'
    | 'last6h'
    | 'last24h'
    | 'today'
    | 'yesterday'
    | 'last7d'
    | 'last30d'
    | 'last90d'
    | 'thisMonth'
    | 'lastMonth'
    | 'last12m'
    | undefined;
  /** Time zone of `range`, and of the days of `buckets`. Default: UTC. */
  tz?: string | undefined;
  /** `offset`: commit order. `-receivedAt`: newest first. */
  sort: 'offset' | '-receivedAt';
  /**
   * Count the matching events by these, separated by commas. A facet ignores the filter on its own field, so that its
   * other values show.
   */
  facets?: string | undefined;
  /** Count the matching events over time, in at most this many equal buckets. */
  buckets?: number | undefined;
  /** Max number of rows per page. */
  limit: number;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
};

/** Query of `GET sessions/{sid}/events`. */
export type SessionEventsQuery = {
  /** LiveKit's name of the event, or several separated by commas: any of them. */
  event?: string | undefined;
  /** Exact room name. */
  room?: string | undefined;
  /** Exact identity. */
  identity?: string | undefined;
  /** Name of the configured LiveKit server that sent it. */
  source?: string | undefined;
  /**
   * A whole room name, identity, session, participant, track, egress or ingress id, found over all time; or a part of
   * one (not of egress and ingress ids), searched for in the newest events: see `searchedFrom`.
   */
  q?: string | undefined;
  /** Only events with a higher offset. */
  after?: number | undefined;
  /** Start of the range, included. */
  from?: string | undefined;
  /** End of the range, excluded. */
  to?: string | undefined;
  /** A range by name, in the days of `tz`, instead of `from` and `to`. It moves with the time of the request. */
  range?:
    | 'last15m'
    | 'last1h'
    | 'last6h'
    | 'last24h'
    | 'today'
    | 'yesterday'
    | 'last7d'
    | 'last30d'
    | 'last90d'
    | 'thisMonth'
    | 'lastMonth'
    | 'last12m'
    | undefined;
  /** Time zone of `range`, and of the days of `buckets`. Default: UTC. */
  tz?: string | undefined;
  /** `offset`: commit order. `-receivedAt`: newest first. */
  sort: 'offset' | '-receivedAt';
  /**
   * Count the matching events by these, separated by commas. A facet ignores the filter on its own field, so that its
   * other values show.
   */
  facets?: string | undefined;
  /** Count the matching events over time, in at most this many equal buckets. */
  buckets?: number | undefined;
  /** Max number of rows per page. */
  limit: number;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
};

/** Query of `GET events/{id}`. */
export type EventQuery = {
  /** Server of the event; needed only if two servers sent events with the same id. */
  source?: string | undefined;
};

/** The matching events counted by one property. */
export type EventFacet = {
  /**
   * Most frequent first, at most 20. Events without a value, or with one longer than a filter accepts, are not
   * counted.
   */
  values: {
    /** The value. */
    value: string;
    /** Matching events with this value. */
    count: number;
  }[];
  /** Whether there are more values than these. */
  more: boolean;
  /** Only the newest events were counted, back to this instant. Null: all that match. */
  countedFrom: string | null;
};

/** The matching events counted over time. */
export type EventBuckets = {
  /** Start of the first bucket. */
  from: string;
  /** End of the last bucket. */
  to: string;
  /** Length of each bucket in ms. */
  stepMs: number;
  /** Matching events of each bucket, oldest first. */
  counts: number[];
  /** Only the newest events were counted, back to this instant. Null: all that match. */
  countedFrom: string | null;
};

/** A page of events. */
export type EventList = {
  /** The rows of this page. */
  items: StoredEvent[];
  /** `cursor` of the next page. Null: this is the last one. */
  nextCursor: string | null;
  /** Number of rows on all pages, exact up to 10000. */
  total: number | '10000+';
  /** UUID of the database. Offsets of two epochs cannot be compared. */
  epoch: string;
  /** Offset of the last event that the reply includes: subscribe with `since` to follow from there. */
  offset: number;
  /** When the server made the reply. */
  serverTime: string;
  /** With `q`: parts were searched for back to this instant. Null: in all events that the other filters match. */
  searchedFrom?: string | null | undefined;
  /** With `facets`: the requested ones. */
  facets?:
    | {
        /** By LiveKit's name of the event. */
        event?: EventFacet | undefined;
        /** By server. */
        source?: EventFacet | undefined;
        /** By room name. */
        room?: EventFacet | undefined;
      }
    | undefined;
  /** With `buckets`: the counts. Null: no event matches. */
  buckets?: EventBuckets | null | undefined;
};

/** One event. */
export type EventDetail = {
  /** The event. */
  event: StoredEvent;
  /** UUID of the database. Offsets of two epochs cannot be compared. */
  epoch: string;
  /** Offset of the last event that the reply includes: subscribe with `since` to follow from there. */
  offset: number;
  /** When the server made the reply. */
  serverTime: string;
};

/** A rejected delivery. Nothing in it was verified, so all of it is hostile; its body is not kept. */
export type Rejection = {
  /** Number of the entry, ascending. */
  id: number;
  /** When it arrived. */
  at: string;
  /** As in `health.rejections`. */
  reason: string;
  /** The API key that the token named. Null: it named none. */
  apiKey: string | null;
  /** The configured server that has that key. Null: none has. */
  source: string | null;
  /** Size of the body in bytes, as announced if it was not read. Null: not announced. */
  bytes: number | null;
  /** Peer of the connection, which may be a proxy. Null: not known. */
  remoteAddress: string | null;
};

/** Query of `GET rejections`. */
export type RejectionsQuery = {
  /** As in `health.rejections`. */
  reason?: string | undefined;
  /** Exact name of the API key. */
  apiKey?: string | undefined;
  /** Name of the configured server that has the key. */
  source?: string | undefined;
  /** Start of the range, included. */
  from?: string | undefined;
  /** End of the range, excluded. */
  to?: string | undefined;
  /** A range by name, in the days of `tz`, instead of `from` and `to`. It moves with the time of the request. */
  range?:
    | 'last15m'
    | 'last1h'
    | 'last6h'
    | 'last24h'
    | 'today'
    | 'yesterday'
    | 'last7d'
    | 'last30d'
    | 'last90d'
    | 'thisMonth'
    | 'lastMonth'
    | 'last12m'
    | undefined;
  /** Time zone of `range`, and of the days of `buckets`. Default: UTC. */
  tz?: string | undefined;
  /** Max number of rows per page. */
  limit: number;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
};

/** Rejected deliveries, newest first. */
export type RejectionList = {
  /** The rows of this page. */
  items: Rejection[];
  /** `cursor` of the next page. Null: this is the last one. */
  nextCursor: string | null;
  /** Number of rows on all pages, exact up to 10000. */
  total: number | '10000+';
  /** UUID of the database. Offsets of two epochs cannot be compared. */
  epoch: string;
  /** Offset of the last event that the reply includes: subscribe with `since` to follow from there. */
  offset: number;
  /** When the server made the reply. */
  serverTime: string;
  /**
   * Deliveries rejected in the hours (UTC) of the range that were only counted: of a flood, the first of each reason
   * in a minute are listed.
   */
  notListed: number;
};

/** An event in quarantine. */
export type QuarantinedEvent = {
  /** Number of the entry, ascending. */
  id: number;
  /** Name of the configured LiveKit server that sent it. */
  source: string;
  /** LiveKit's event id, unique within `source`. */
  eventId: string;
  /** LiveKit's name of the event. Null: the payload names none. */
  event: string | null;
  /** When it arrived. */
  receivedAt: string;
  /** Why it could not be stored, from the last attempt. */
  reason: string;
  /** The JSON that LiveKit sent, without secrets. */
  payload: Record<string, unknown>;
};

/** Query of `GET quarantine`. */
export type QuarantineQuery = {
  /** Max number of events per page. */
  limit: number;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
};

/** Events in quarantine, newest first. A page ends early where its payloads would be more than 4 MiB. */
export type QuarantineList = {
  /** The events of this page. */
  items: QuarantinedEvent[];
  /** `cursor` of the next page. Null: this is the last one. */
  nextCursor: string | null;
  /** Number of events in quarantine. */
  total: number;
  /** UUID of the database. Offsets of two epochs cannot be compared. */
  epoch: string;
  /** Offset of the last event that the reply includes: subscribe with `since` to follow from there. */
  offset: number;
  /** When the server made the reply. */
  serverTime: string;
};

/** Body of `POST quarantine/retry`. */
export type QuarantineRetryRequest = {
  /** Only these. Left out: all, the oldest first, 500 at a time. */
  ids?: number[] | undefined;
  /** With all: only those with a higher `id`, the `next` of the request before. */
  after?: number | undefined;
};

/**
 * Result of processing quarantined events again. Those that fail again stay, with their new reason. Nothing is lost,
 * and repeating the request is harmless.
 */
export type QuarantineRetry = {
  /** Stored now, each with an offset, and no longer in quarantine. */
  stored: number;
  /** Removed from quarantine because the log has them already. */
  duplicates: number;
  /** Still in quarantine. */
  failed: {
    /** Number of the entry. */
    id: number;
    /** Why it could not be stored this time. */
    reason: string;
  }[];
  /** There may be more: repeat with `after`. Null: those were all. */
  next: number | null;
};

/** Query of `GET egresses`. */
export type EgressesQuery = {
  /** `active`: no end was reported. Left out: both. */
  state?: 'active' | 'ended' | undefined;
  /** Session sid. */
  session?: string | undefined;
  /** Exact room name. */
  room?: string | undefined;
  /** Name of the configured LiveKit server. */
  source?: string | undefined;
  /** LiveKit's status, or several separated by commas: any of them. */
  status?: string | undefined;
  /** Start of the range, included. */
  from?: string | undefined;
  /** End of the range, excluded. */
  to?: string | undefined;
  /** A range by name, in the days of `tz`, instead of `from` and `to`. It moves with the time of the request. */
  range?:
    | 'last15m'
    | 'last1h'
    | 'last6h'
    | 'last24h'
    | 'today'
    | 'yesterday'
    | 'last7d'
    | 'last30d'
    | 'last90d'
    | 'thisMonth'
    | 'lastMonth'
    | 'last12m'
    | undefined;
  /** Time zone of `range`, and of the days of `buckets`. Default: UTC. */
  tz?: string | undefined;
  /** Max number of rows per page. */
  limit: number;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** `room_composite`, `web`, `participant`, `track_composite` or `track`. */
  kind?: string | undefined;
  /** Part of the id, the room name, the session sid, or the location of a result. */
  q?: string | undefined;
};

/** Query of `GET ingresses`. */
export type IngressesQuery = {
  /** `active`: no end was reported. Left out: both. */
  state?: 'active' | 'ended' | undefined;
  /** Session sid. */
  session?: string | undefined;
  /** Exact room name. */
  room?: string | undefined;
  /** Name of the configured LiveKit server. */
  source?: string | undefined;
  /** LiveKit's status, or several separated by commas: any of them. */
  status?: string | undefined;
  /** Start of the range, included. */
  from?: string | undefined;
  /** End of the range, excluded. */
  to?: string | undefined;
  /** A range by name, in the days of `tz`, instead of `from` and `to`. It moves with the time of the request. */
  range?:
    | 'last15m'
    | 'last1h'
    | 'last6h'
    | 'last24h'
    | 'today'
    | 'yesterday'
    | 'last7d'
    | 'last30d'
    | 'last90d'
    | 'thisMonth'
    | 'lastMonth'
    | 'last12m'
    | undefined;
  /** Time zone of `range`, and of the days of `buckets`. Default: UTC. */
  tz?: string | undefined;
  /** Max number of rows per page. */
  limit: number;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** `RTMP_INPUT`, `WHIP_INPUT` or `URL_INPUT`. */
  inputType?: string | undefined;
  /** Part of an id, the room name or the session sid. */
  q?: string | undefined;
};

/** Egresses, newest first; those that did not start yet before all others. A range has those that ran in it. */
export type EgressList = {
  /** The rows of this page. */
  items: Egress[];
  /** `cursor` of the next page. Null: this is the last one. */
  nextCursor: string | null;
  /** Number of rows on all pages, exact up to 10000. */
  total: number | '10000+';
  /** UUID of the database. Offsets of two epochs cannot be compared. */
  epoch: string;
  /** Offset of the last event that the reply includes: subscribe with `since` to follow from there. */
  offset: number;
  /** When the server made the reply. */
  serverTime: string;
};

/**
 * Uses of ingresses, newest first; those that did not start yet before all others. A range has those that ran in it.
 */
export type IngressList = {
  /** The rows of this page. */
  items: Ingress[];
  /** `cursor` of the next page. Null: this is the last one. */
  nextCursor: string | null;
  /** Number of rows on all pages, exact up to 10000. */
  total: number | '10000+';
  /** UUID of the database. Offsets of two epochs cannot be compared. */
  epoch: string;
  /** Offset of the last event that the reply includes: subscribe with `since` to follow from there. */
  offset: number;
  /** When the server made the reply. */
  serverTime: string;
};

/** Query of `GET sessions`. */
export type SessionsQuery = {
  /** `active` until the room ends. Left out: both. */
  state?: 'active' | 'ended' | undefined;
  /** Name of the LiveKit server: only what it sent. Left out: all servers. */
  source?: string | undefined;
  /**
   * Part of a room name, a session sid, an identity, a display name or a phone number. Among ended sessions parts are
   * searched in the newest of the range, see `searchedFrom`. A whole value is found in all of them, and so are the sid
   * of a participant, track, egress or ingress, an agent job id, and the call id, trunk id and phone numbers of a SIP
   * call (numbers with or without `+`, spaces and punctuation). `matched` of each item says what was found.
   */
  q?: string | undefined;
  /** Exact room name. */
  room?: string | undefined;
  /** Exact identity of a participant who was in it. */
  identity?: string | undefined;
  /** Exact dispatch name of an agent that was in it. */
  agent?: string | undefined;
  /** Why it ended. */
  endReason?: 'finished' | 'superseded' | 'reconciled' | 'timeout' | undefined;
  /**
   * A field of the room's metadata and its exact value, `plan:pro`. Fields inside others are named with dots
   * (`customer.plan:pro`); of a list, any element (`tags:beta`); numbers, true, false and null as JSON writes them.
   * Metadata that is no JSON object of at most 64 KiB has no fields.
   */
  metadata?: string | undefined;
  /**
   * Exact tenant, as the room metadata or a participant names it under `TENANT_KEY`. Without `TENANT_KEY` there are
   * none.
   */
  tenant?: string | undefined;
  /**
   * All of these, with commas between: `estimated` (its end was not seen), `aborted` (joins that failed), `recorded`
   * (an egress of it succeeded or runs).
   */
  flags?: string | undefined;
  /**
   * A person left it, within the range, for this reason: LiveKit's `DisconnectReason`. `none`: none was reported.
   */
  leaveReason?: string | undefined;
  /** A join failed in it, within the range. */
  joinFailures?: 'true' | undefined;
  /**
   * The connection of a person dropped in it, within the range: left for CONNECTION_TIMEOUT, SIGNAL_CLOSE,
   * MEDIA_FAILURE, STATE_MISMATCH, JOIN_FAILURE, SERVER_SHUTDOWN, SIP_TRUNK_FAILURE.
   */
  dropped?: 'true' | undefined;
  /** An egress of it failed within the range: it ended as EGRESS_FAILED or EGRESS_ABORTED. */
  recordingFailures?: 'true' | undefined;
  /** People joined and no agent did; the first join was within the range. */
  unattended?: 'true' | undefined;
  /** Min duration in ms. An open session is longer than any. */
  minDurationMs?: number | undefined;
  /** Max duration in ms, excluded. */
  maxDurationMs?: number | undefined;
  /** Which part of the session must be in `[from, to)`: any part (`overlap`), its start, or its end. */
  moment: 'overlap' | 'start' | 'end';
  /** Start of the range, included. */
  from?: string | undefined;
  /** End of the range, excluded. */
  to?: string | undefined;
  /** A range by name, in the days of `tz`, instead of `from` and `to`. It moves with the time of the request. */
  range?:
    | 'last15m'
    | 'last1h'
    | 'last6h'
    | 'last24h'
    | 'today'
    | 'yesterday'
    | 'last7d'
    | 'last30d'
    | 'last90d'
    | 'thisMonth'
    | 'lastMonth'
    | 'last12m'
    | undefined;
  /** Time zone of `range`, and of the days of `buckets`. Default: UTC. */
  tz?: string | undefined;
  /** Property to sort by, with `-` for descending. `duration`: an open session is longer than any that ended. */
  sort: string;
  /** Max number of rows per page. */
  limit: number;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
};

/** Query of `GET agents`. */
export type AgentsQuery = {
  /** State of the connection. Left out: all. */
  state?: 'active' | 'left' | 'aborted' | undefined;
  /** Name of the LiveKit server: only what it sent. Left out: all servers. */
  source?: string | undefined;
  /** Start of the range, included. */
  from?: string | undefined;
  /** End of the range, excluded. */
  to?: string | undefined;
  /** A range by name, in the days of `tz`, instead of `from` and `to`. It moves with the time of the request. */
  range?:
    | 'last15m'
    | 'last1h'
    | 'last6h'
    | 'last24h'
    | 'today'
    | 'yesterday'
    | 'last7d'
    | 'last30d'
    | 'last90d'
    | 'thisMonth'
    | 'lastMonth'
    | 'last12m'
    | undefined;
  /** Time zone of `range`, and of the days of `buckets`. Default: UTC. */
  tz?: string | undefined;
  /** Max number of rows per page. */
  limit: number;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
};

/** Query of `GET sessions/{sid}`. */
export type SessionDetailQuery = {
  /** Name of the LiveKit server. Needed only for a sid that two servers have (300). */
  source?: string | undefined;
  /** `participantsNextCursor` of the page before. */
  participantsCursor?: string | undefined;
  /** `tracksNextCursor` of the page before. */
  tracksCursor?: string | undefined;
  /** Only the participant of this sid, with its tracks. None if the session does not have it. */
  participant?: string | undefined;
};

/** A value of a session that `q` matched. */
export type SearchMatch = {
  /** Where the value is. */
  field:
    | 'name'
    | 'sid'
    | 'identity'
    | 'participantName'
    | 'participantSid'
    | 'trackSid'
    | 'egressId'
    | 'ingressId'
    | 'phoneNumber'
    | 'trunkPhoneNumber'
    | 'callId'
    | 'trunkId';
  /** The value that matched, cut at 200 characters. */
  value: string;
  /** Sid of the connection it belongs to. Null: of the session, an egress or an ingress. */
  participantSid: string | null;
};

/** A person who was in a listed session. */
export type ListedPerson = {
  /** Identity. Null: not known. */
  identity: string | null;
  /** Display name. Null: not known. */
  name: string | null;
  /** Whether one of their connections dropped. */
  dropped: boolean;
};

/** A session in a list. */
export type ListedSession = {
  /** Room sid (`RM_...`), unique within `source`. */
  sid: string;
  /** Room name. Null until an event reported it. */
  name: string | null;
  /** Name of the configured LiveKit server that sent the events. */
  source: string;
  /** `active` until the room ends. */
  state: 'active' | 'ended';
  /** LiveKit's creation time. Null until an event with the whole room was received. */
  startedAt: string | null;
  /** When the room closed. Null while it is open. */
  endedAt: string | null;
  /**
   * Why it ended. `finished`: LiveKit reported the end. `superseded`: another sid of the name started. `reconciled`:
   * LiveKit no longer lists it. `timeout`: no event for too long. Null while it is active.
   */
  endReason: 'finished' | 'superseded' | 'reconciled' | 'timeout' | null;
  /** True unless the end is an observed `room_finished`. */
  endEstimated: boolean;
  /** Start of the call: the earliest join. Null: no join yet. */
  firstJoinedAt: string | null;
  /** End of the call: the last leave. Null while a participant is connected. */
  lastLeftAt: string | null;
  /** Active connections of kinds that are persons (STANDARD, SIP, kinds not known to be machines). */
  people: number;
  /** Active connections of kind AGENT. */
  agents: number;
  /** Active connections of every kind, unknown ones too. */
  participants: number;
  /** Tracks published now. */
  tracks: number;
  /** Connections ever active. */
  joins: number;
  /** Distinct persons' identities among the connections ever active. */
  identities: number;
  /** Connections that never became active. */
  aborted: number;
  /** Whether an egress of the session is running. */
  recording: boolean;
  /** Egresses of the session that failed or were aborted. */
  failedRecordings: number;
  /** LiveKit's metadata, cut at 1024 bytes of UTF-8 in lists and topics. Null: not known. */
  metadata: string | null;
  /** True size of the metadata in bytes of UTF-8, before any cut. */
  metadataBytes: number | null;
  /** When the newest event of the session happened. Null: no event has a time. */
  lastEventAt: string | null;
  /**
   * The tenant that the room metadata names under `TENANT_KEY`, else the one that the participants name. Null: none,
   * or several.
   */
  tenant: string | null;
  /** Connections of agents ever active. */
  agentJoins: number;
  /** Connections of people that dropped. Null of sessions with more than 1000 joins. */
  drops: number | null;
  /**
   * Up to 4 people who were in it: those whose connection dropped first, then by join. Null of sessions with more than
   * 1000 joins.
   */
  who: ListedPerson[] | null;
  /** With `q`: the values that matched, at most 5, those of the session itself first. Left out without `q`. */
  matched?: SearchMatch[] | undefined;
};

/** A page of sessions. */
export type SessionList = {
  /** The rows of this page. */
  items: ListedSession[];
  /** `cursor` of the next page. Null: this is the last one. */
  nextCursor: string | null;
  /** Number of rows on all pages, exact up to 10000. */
  total: number | '10000+';
  /** UUID of the database. Offsets of two epochs cannot be compared. */
  epoch: string;
  /** Offset of the last event that the reply includes: subscribe with `since` to follow from there. */
  offset: number;
  /** When the server made the reply. */
  serverTime: string;
  /** With `q`: ended sessions were searched for parts back to this instant. Null: all of the range were. */
  searchedFrom: string | null;
};

/** A page of agents. */
export type AgentList = {
  /** The rows of this page. */
  items: Agent[];
  /** `cursor` of the next page. Null: this is the last one. */
  nextCursor: string | null;
  /** Number of rows on all pages, exact up to 10000. */
  total: number | '10000+';
  /** UUID of the database. Offsets of two epochs cannot be compared. */
  epoch: string;
  /** Offset of the last event that the reply includes: subscribe with `since` to follow from there. */
  offset: number;
  /** When the server made the reply. */
  serverTime: string;
};

/** One session with its participants, tracks, egresses and ingresses. Metadata and attributes are not cut. */
export type SessionDetail = {
  /** The session, with its tenant. */
  session: {
    /** Room sid (`RM_...`), unique within `source`. */
    sid: string;
    /** Room name. Null until an event reported it. */
    name: string | null;
    /** Name of the configured LiveKit server that sent the events. */
    source: string;
    /** `active` until the room ends. */
    state: 'active' | 'ended';
    /** LiveKit's creation time. Null until an event with the whole room was received. */
    startedAt: string | null;
    /** When the room closed. Null while it is open. */
    endedAt: string | null;
    /**
     * Why it ended. `finished`: LiveKit reported the end. `superseded`: another sid of the name started. `reconciled`:
     * LiveKit no longer lists it. `timeout`: no event for too long. Null while it is active.
     */
    endReason: 'finished' | 'superseded' | 'reconciled' | 'timeout' | null;
    /** True unless the end is an observed `room_finished`. */
    endEstimated: boolean;
    /** Start of the call: the earliest join. Null: no join yet. */
    firstJoinedAt: string | null;
    /** End of the call: the last leave. Null while a participant is connected. */
    lastLeftAt: string | null;
    /** Active connections of kinds that are persons (STANDARD, SIP, kinds not known to be machines). */
    people: number;
    /** Active connections of kind AGENT. */
    agents: number;
    /** Active connections of every kind, unknown ones too. */
    participants: number;
    /** Tracks published now. */
    tracks: number;
    /** Connections ever active. */
    joins: number;
    /** Distinct persons' identities among the connections ever active. */
    identities: number;
    /** Connections that never became active. */
    aborted: number;
    /** Whether an egress of the session is running. */
    recording: boolean;
    /** Egresses of the session that failed or were aborted. */
    failedRecordings: number;
    /** LiveKit's metadata, cut at 1024 bytes of UTF-8 in lists and topics. Null: not known. */
    metadata: string | null;
    /** True size of the metadata in bytes of UTF-8, before any cut. */
    metadataBytes: number | null;
    /** When the newest event of the session happened. Null: no event has a time. */
    lastEventAt: string | null;
    /**
     * The tenant that the room metadata names under `TENANT_KEY`, else the one that the participants name. Null: none,
     * or several.
     */
    tenant: string | null;
  };
  /** Participants, at most 1000 a page; fewer where they would exceed 4 MB. */
  participants: Participant[];
  /** Tracks, at most 1000 a page. */
  tracks: Track[];
  /** Egresses of the session. */
  egresses: Egress[];
  /** Uses of ingresses in the session. */
  ingresses: Ingress[];
  /** Highest number of people at one time. */
  peakPeople: number;
  /** `participantsCursor` of the next page. Null: this is the last one. */
  participantsNextCursor: string | null;
  /** `tracksCursor` of the next page. Null: this is the last one. */
  tracksNextCursor: string | null;
  /** UUID of the database. Offsets of two epochs cannot be compared. */
  epoch: string;
  /** Offset of the last event that the reply includes: subscribe with `since` to follow from there. */
  offset: number;
  /** When the server made the reply. */
  serverTime: string;
};

/** One of the sessions that share a sid: several servers have it. */
export type SessionChoice = {
  /** Name of the configured LiveKit server. */
  source: string;
  /** Room sid. */
  sid: string;
  /** Path and query of this session. */
  href: string;
};

/** One of the events that share an id: several servers sent it. */
export type EventChoice = {
  /** Name of the configured LiveKit server. */
  source: string;
  /** Event id. */
  id: string;
  /** Path and query of this event. */
  href: string;
};

/** An error of a REST request (RFC 9457). */
export type Problem = {
  /** Always `about:blank`: `code` says which error it is. */
  type: string;
  /** The name of the HTTP status. */
  title: string;
  /** HTTP status. */
  status: number;
  /** The reason, for people. */
  detail: string;
  /** The error, for programs. More codes may be added. */
  code:
    | 'bad_request'
    | 'unauthorized'
    | 'forbidden'
    | 'not_found'
    | 'ambiguous'
    | 'timeout'
    | 'conflict'
    | 'gone'
    | 'too_large'
    | 'unsupported_media_type'
    | 'unknown_host'
    | 'too_many_requests'
    | 'internal'
    | 'unavailable'
    | 'unknown_topic';
  /** 400: each bad field. */
  errors?:
    | {
        /** Name of the query parameter, or path of the property. */
        field: string;
        /** What is wrong with it. */
        message: string;
      }[]
    | undefined;
  /** 300: the sessions of this sid, or the events of this id, one per server. */
  choices?: (SessionChoice | EventChoice)[] | undefined;
  /** 410 on events: the highest offset that retention removed. */
  floor?: number | undefined;
};

/** The price of one dimension. */
export type DimensionRate = {
  /** What is priced. */
  dimension: 'participant' | 'agent' | 'sip' | 'transcode_video' | 'transcode_audio' | 'track_egress';
  /** Decimal text: price per minute of `units * increment`. */
  price: string;
  /** Minutes per UTC month that the monthly fee covers; used up in time order. */
  includedMinutes: number;
  /** Seconds of one unit: each interval is rounded up to whole units. */
  incrementSeconds: number;
  /** Units that an interval counts at least, once it has ended; at most 3600 s in all. */
  minimumUnits: number;
};

/**
 * A rate plan. Prices, increments and minimums are in force from the start of `effectiveFrom`, included minutes and
 * the monthly fee from the first UTC month that starts then or later; a connection keeps the increment and minimum
 * of when it joined.
 */
export type Rates = {
  /** ISO 4217. */
  currency: string;
  /** Decimal text. */
  monthlyFee: string;
  /** First UTC day on which the plan is in force. */
  effectiveFrom: string;
  /** Prices, at most one per dimension. A dimension that is missing has no price. */
  dimensions: DimensionRate[];
};

/** A property of a plan that changed. */
export type RateChange = {
  /** Path of the property: `monthlyFee`, `dimensions.sip.price`, ... */
  field: string;
  /** The value before. Null: it was not there. */
  from: string | null;
  /** The value now. Null: it was removed. */
  to: string | null;
};

/** A saved plan. Of two of one day the one that was saved later is in force. */
export type RatesEntry = {
  /** Number of the entry. */
  id: string;
  /** The plan. */
  rates: Rates;
  /** When it was saved. */
  savedAt: string;
  /** Account that saved it. Null: there are no accounts. */
  savedBy: string | null;
  /** Differences from the plan that was in force on its day before. */
  changes: RateChange[];
};

/** The plan in force now: all null, and no dimensions, while there is none. */
export type RatesReply = {
  /** ISO 4217. Null: no plan is in force. */
  currency: string | null;
  /** Decimal text. Null: no plan is in force. */
  monthlyFee: string | null;
  /** First UTC day on which it is in force. Null: no plan is. */
  effectiveFrom: string | null;
  /** Prices by dimension. */
  dimensions: DimensionRate[];
  /** Every plan ever saved, newest first. */
  history: RatesEntry[];
};

/** Query of `GET analytics`. */
export type AnalyticsQuery = {
  /** Start of the range, included. */
  from?: string | undefined;
  /** End of the range, excluded. */
  to?: string | undefined;
  /** A range by name, in the days of `tz`, instead of `from` and `to`. It moves with the time of the request. */
  range?:
    | 'last15m'
    | 'last1h'
    | 'last6h'
    | 'last24h'
    | 'today'
    | 'yesterday'
    | 'last7d'
    | 'last30d'
    | 'last90d'
    | 'thisMonth'
    | 'lastMonth'
    | 'last12m'
    | undefined;
  /** Time zone of `range` and of the days. */
  tz: string;
  /** `hour`: also by the hour, in ranges of at most 7 days. */
  groupBy: 'day' | 'hour';
  /** `previous`: adds the period before, in `previous`. */
  compare?: 'previous' | undefined;
  /** Name of the LiveKit server: only what it sent. Left out: all servers. */
  source?: string | undefined;
  /** Exact room name. */
  room?: string | undefined;
  /** Exact identity. */
  identity?: string | undefined;
  /** Exact dispatch name of an agent. */
  agent?: string | undefined;
  /** Exact tenant, as the room metadata or a participant names it under `TENANT_KEY`. */
  tenant?: string | undefined;
  /** Session sid. */
  session?: string | undefined;
  /**
   * Max number of rooms and identities. In long ranges with many people they take longer than everything else: 0
   * leaves them out.
   */
  top: number;
};

/** A calendar day of the range. */
export type AnalyticsDay = {
  /** `YYYY-MM-DD` in `tz`. The first and the last may be parts of days. */
  day: string;
  /** Sessions that started. */
  sessions: number;
  /** Connections that became active. */
  joins: number;
  /** Joins that failed. */
  aborted: number;
  /** Time of people in ms, SIP included. */
  personMs: number;
  /** Time of agents in ms. */
  agentMs: number;
  /** The part of `personMs` of kind SIP, in ms. */
  sipMs: number;
  /** The part of `personMs` and `agentMs` of connections whose end is estimated, in ms. */
  estimatedMs: number;
  /** Minutes of `units * increment` by dimension: seconds / 60. */
  minutes: DimensionMinutes;
  /**
   * Highest number of people at one time, exact. Overlapping connections of one identity in one session are one
   * person.
   */
  peakPeople: number;
  /** Highest number of agents at one time, exact. Overlapping connections count as for people. */
  peakAgents: number;
  /** Highest number of sessions at one time, exact. */
  peakSessions: number;
};

/** An hour of the range. */
export type AnalyticsHour = {
  /** Its first instant. The first and the last may be parts of hours. */
  hour: string;
  /** Sessions that started. */
  sessions: number;
  /** Connections that became active. */
  joins: number;
  /** Joins that failed. */
  aborted: number;
  /** Time of people in ms, SIP included. */
  personMs: number;
  /** Time of agents in ms. */
  agentMs: number;
  /** The part of `personMs` of kind SIP, in ms. */
  sipMs: number;
  /** The part of `personMs` and `agentMs` of connections whose end is estimated, in ms. */
  estimatedMs: number;
  /** Minutes of `units * increment` by dimension: seconds / 60. */
  minutes: DimensionMinutes;
  /**
   * Highest number of people at one time, exact. Overlapping connections of one identity in one session are one
   * person.
   */
  peakPeople: number;
  /** Highest number of agents at one time, exact. Overlapping connections count as for people. */
  peakAgents: number;
  /** Highest number of sessions at one time, exact. */
  peakSessions: number;
};

/** Counts of a range. */
export type Analytics = {
  /** Start of the range that was counted. */
  from: string;
  /** End of the range that was counted: not after now. */
  to: string;
  /** Time zone of the days. */
  tz: string;
  /** Every day of the range, empty ones too. */
  days: AnalyticsDay[];
  /** Every hour of the range. Null unless `groupBy` is `hour`. */
  hours: AnalyticsHour[] | null;
  /**
   * The period before: the months before for whole months, else the same length right before. Of a range that is not
   * over, as much of it as has passed. Null without `compare`.
   */
  previous: {
    /** Start of the period. */
    from: string;
    /** End of the period. */
    to: string;
    /** Every day of the period. */
    days: AnalyticsDay[];
  } | null;
  /** Why people left: LiveKit's `DisconnectReason`. */
  leaves: {
    /** The value. Empty: none was reported. */
    key: string;
    /** How many have it. */
    count: number;
  }[];
  /** How sessions ended: `finished`, `superseded`, `reconciled`, `timeout`. */
  ends: {
    /** The value. Empty: none was reported. */
    key: string;
    /** How many have it. */
    count: number;
  }[];
  /** Sessions that ended, by length: `under_1m` `1m_5m` `5m_15m` `15m_30m` `30m_1h` `1h_2h` `2h_4h` `over_4h`. */
  lengths: {
    /** The value. Empty: none was reported. */
    key: string;
    /** How many have it. */
    count: number;
  }[];
  /** Rooms with the most time of people and agents, at most `top`. Null: `top` is 0. */
  rooms: UsageItem[] | null;
  /** Identities of people with the most time, at most `top`. Null: `top` is 0. */
  identities: UsageItem[] | null;
  /** UUID of the database. Offsets of two epochs cannot be compared. */
  epoch: string;
  /** Offset of the last event that the reply includes: subscribe with `since` to follow from there. */
  offset: number;
  /** When the server made the reply. */
  serverTime: string;
};

/** Query of `GET usage`. */
export type UsageQuery = {
  /** Start of the range, included. */
  from?: string | undefined;
  /** End of the range, excluded. */
  to?: string | undefined;
  /** A range by name, in the days of `tz`, instead of `from` and `to`. It moves with the time of the request. */
  range?:
    | 'last15m'
    | 'last1h'
    | 'last6h'
    | 'last24h'
    | 'today'
    | 'yesterday'
    | 'last7d'
    | 'last30d'
    | 'last90d'
    | 'thisMonth'
    | 'lastMonth'
    | 'last12m'
    | undefined;
  /** Time zone of `range` and of the days. */
  tz: string;
  /** One item for each. `hour`: in ranges of at most 7 days. */
  groupBy: 'hour' | 'day' | 'room' | 'identity' | 'agent' | 'session' | 'tenant';
  /** Name of the LiveKit server: only what it sent. Left out: all servers. */
  source?: string | undefined;
  /** Exact room name. */
  room?: string | undefined;
  /** Exact identity. */
  identity?: string | undefined;
  /** Exact dispatch name of an agent. */
  agent?: string | undefined;
  /** Exact tenant, as the room metadata or a participant names it under `TENANT_KEY`. */
  tenant?: string | undefined;
  /** Session sid. */
  session?: string | undefined;
  /** Max number of rows per page. */
  limit: number;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
};

/** Minutes by dimension. */
export type DimensionMinutes = {
  /** Connections of people (SIP aside) and of agents. */
  participant: number;
  /** Connections of agents, on top of `participant`. */
  agent: number;
  /** Connections of kind SIP. */
  sip: number;
  /** Composite egress and ingress with video. */
  transcode_video: number;
  /** Composite egress and ingress with audio alone. */
  transcode_audio: number;
  /** Egress of one track without transcoding. */
  track_egress: number;
};

/** Seconds by dimension. */
export type DimensionSeconds = {
  /** Connections of people (SIP aside) and of agents. */
  participant: number;
  /** Connections of agents, on top of `participant`. */
  agent: number;
  /** Connections of kind SIP. */
  sip: number;
  /** Composite egress and ingress with video. */
  transcode_video: number;
  /** Composite egress and ingress with audio alone. */
  transcode_audio: number;
  /** Egress of one track without transcoding. */
  track_egress: number;
};

/** The usage of one hour, day, room, identity, agent, session or tenant. */
export type UsageItem = {
  /**
   * Hour (its first instant), day (`YYYY-MM-DD` in `tz`), room, identity, agent, session sid or tenant. Null: not
   * known.
   */
  key: string | null;
  /** Name of the LiveKit server of the session. Null: `groupBy` is not `session`, or the key is null. */
  source: string | null;
  /**
   * Sessions that started in the range; by identity or agent, sessions whose first connection of the key is in the
   * range.
   */
  sessions: number;
  /** Connections that joined in the range and became active. */
  joins: number;
  /** Connections that failed in the range: they never became active. */
  aborted: number;
  /** Distinct persons' identities. Null where they are not kept: whole days of a zone other than UTC. */
  identities: number | null;
  /** Time of people in the range in ms, SIP included. */
  personMs: number;
  /** Time of agents in the range in ms. */
  agentMs: number;
  /** The part of `personMs` of kind SIP, in ms. */
  sipMs: number;
  /** The part of `personMs` and `agentMs` of connections whose end is estimated, in ms. */
  estimatedMs: number;
  /** Highest number of people at one time. Null where it is not kept. */
  peakPeople: number | null;
  /** Minutes of `units * increment` by dimension: seconds / 60. */
  minutes: DimensionMinutes;
  /** Seconds of `units * increment` by dimension, exact. */
  unitSeconds: DimensionSeconds;
};

/** A page of usage. */
export type UsageList = {
  /** The rows of this page. */
  items: UsageItem[];
  /** `cursor` of the next page. Null: this is the last one. */
  nextCursor: string | null;
  /** Number of rows on all pages, exact up to 10000. */
  total: number | '10000+';
  /** UUID of the database. Offsets of two epochs cannot be compared. */
  epoch: string;
  /** Offset of the last event that the reply includes: subscribe with `since` to follow from there. */
  offset: number;
  /** When the server made the reply. */
  serverTime: string;
  /**
   * Start of the range that was counted. Later than requested if the request exceeds the limit and nothing was stored
   * before.
   */
  from: string;
  /** End of the range that was counted: not after now. */
  to: string;
};

/**
 * Query of `GET costs`: whole UTC days `[from, to)`; this month by default, or the days of `session` where one is
 * given. `groupBy` adds parts. Filters apply to the whole reply, which is then at list price.
 */
export type CostsQuery = {
  /** First UTC day. */
  from?: string | undefined;
  /** The UTC day after the last one. */
  to?: string | undefined;
  /** A range by name instead of `from` and `to`: the UTC days with the dates it has in `tz`. */
  range?:
    | 'last15m'
    | 'last1h'
    | 'last6h'
    | 'last24h'
    | 'today'
    | 'yesterday'
    | 'last7d'
    | 'last30d'
    | 'last90d'
    | 'thisMonth'
    | 'lastMonth'
    | 'last12m'
    | undefined;
  /** Time zone of `range`. Default: UTC. */
  tz?: string | undefined;
  /** `previous`: adds the period before, in `previous`. */
  compare?: 'previous' | undefined;
  /** Adds `parts`, one for each. */
  groupBy?: 'day' | 'room' | 'identity' | 'agent' | 'session' | 'tenant' | undefined;
  /** Name of the LiveKit server: only what it sent. Left out: all servers. */
  source?: string | undefined;
  /** Exact room name. */
  room?: string | undefined;
  /** Exact identity. */
  identity?: string | undefined;
  /** Exact dispatch name of an agent. */
  agent?: string | undefined;
  /** Exact tenant, as the room metadata or a participant names it under `TENANT_KEY`. */
  tenant?: string | undefined;
  /** Session sid. */
  session?: string | undefined;
  /** Max number of rows per page. */
  limit: number;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
};

/**
 * A dimension at one price: `amount` = `billable * price`. A dimension whose price changed within the range has
 * several lines.
 */
export type CostLine = {
  /** What was used. */
  dimension: 'participant' | 'agent' | 'sip' | 'transcode_video' | 'transcode_audio' | 'track_egress';
  /** Minutes of `units * increment`. */
  minutes: number;
  /** The part of `minutes` that the monthly fee covers. Null under filters. */
  included: number | null;
  /** The part of `minutes` that is priced: `minutes - included`. */
  billable: number;
  /** The part of `minutes` of usage whose end is estimated. */
  estimated: number;
  /** Price per minute. Null: no plan in force has one, so the cost is not known. */
  price: string | null;
  /** `billable * price`. Null: no price. */
  amount: string | null;
};

/** The costs of one UTC day. */
export type CostDay = {
  /** UTC day, `YYYY-MM-DD`. */
  day: string;
  /** Minutes of `units * increment` by dimension: seconds / 60. */
  minutes: DimensionMinutes;
  /** Due whole on the first day of a month, else 0. Null under filters, and without rates. */
  monthlyFee: string | null;
  /** Cost of the day, the fee included. Null: no price. */
  amount: string | null;
};

/** A room, an identity, ... at list price: as if nothing were included. */
export type CostPart = {
  /** Day (`YYYY-MM-DD`), room, identity, agent, session sid or tenant, by `groupBy`. Null: not known. */
  key: string | null;
  /** Name of the LiveKit server of the session. Null: `groupBy` is not `session`, or the key is null. */
  source: string | null;
  /** Minutes of `units * increment` by dimension: seconds / 60. */
  minutes: DimensionMinutes;
  /** At list price. */
  amount: string;
};

/** The costs by `groupBy`. */
export type CostParts = {
  /** What the parts are. */
  groupBy: 'day' | 'room' | 'identity' | 'agent' | 'session' | 'tenant';
  /** The parts of this page. */
  items: CostPart[];
  /** `cursor` of the next page. Null: this is the last one. */
  nextCursor: string | null;
  /** Sum of all parts, those on other pages too. */
  listPrice: string;
  /**
   * The included minutes at list price: negative or 0. `listPrice + included + monthlyFee = total`. Null under
   * filters: `listPrice = total`.
   */
  included: string | null;
};

/** Costs of a range of UTC days. */
export type Costs = {
  /**
   * `filtered`: all amounts are of what the filters match, at list price; included minutes and the monthly fee belong
   * to the whole month, so they are null. `all`: no filter.
   */
  scope: 'all' | 'filtered';
  /** Start of the range. */
  from: string;
  /** End of the range, excluded. */
  to: string;
  /** ISO 4217. Null: no rates in the range. Usage under another currency has no price. */
  currency: string | null;
  /** The costs by dimension and price. */
  lines: CostLine[];
  /**
   * Fee of each UTC month whose first day is in the range, whole: it is due on that day. Null under filters, and
   * without rates.
   */
  monthlyFee: string | null;
  /** Sum of the lines and the fee. Null: no price. */
  total: string | null;
  /** Minutes of all lines whose end is estimated. */
  estimatedMinutes: number;
  /** What LiveKit charges for and webhooks do not report. */
  notMeasured: ('downstream_gb' | 'sip_carrier' | 'recording_hours' | 'inference')[];
  /** Every UTC day of the range. */
  days: CostDay[];
  /** Cost of the current UTC month so far, with its fee; under filters at list price. Null: no price. */
  monthToDate: string | null;
  /**
   * Cost of the current UTC month if usage continues at its rate so far. Null on its first day, and without rates.
   */
  forecast: string | null;
  /** The costs by `groupBy`. Null without it. */
  parts: CostParts | null;
  /**
   * The period before: the months before for whole months, else as many days right before. Of a range that is not
   * over, as many days as have begun. Null without `compare`.
   */
  previous: {
    /** Start of the period. */
    from: string;
    /** End of the period, excluded. */
    to: string;
    /** ISO 4217. Null: no rates in the period. */
    currency: string | null;
    /** Its cost. Null: no price. */
    total: string | null;
  } | null;
  /** UUID of the database. Offsets of two epochs cannot be compared. */
  epoch: string;
  /** Offset of the last event that the reply includes: subscribe with `since` to follow from there. */
  offset: number;
  /** When the server made the reply. */
  serverTime: string;
};

/** A row of the costs export. */
export type CostRow = {
  /** Key of the part. Null: not known, or the row is not a part. */
  key: string | null;
  /** Name of the LiveKit server of the session. Null: `groupBy` is not `session`, or the key is null. */
  source: string | null;
  /** `part`: a part at list price. The others add up to the total. */
  row: 'part' | 'included' | 'monthlyFee' | 'total';
  /** Start of the range. */
  from: string;
  /** End of the range, excluded. */
  to: string;
  /** ISO 4217. Null: no rates in the range. */
  currency: string | null;
  /** Minutes by dimension. Null: the row is not a part. */
  minutes: DimensionMinutes | null;
  /** Decimal text. Null: no price. */
  amount: string | null;
};

/** Query of `POST rates/preview`. */
export type RatePreviewQuery = {
  /** UTC month, `YYYY-MM`. Default: the last one that is over. The current month: as far as it has passed. */
  month?: string | undefined;
};

/** An amount under the saved rates and under those of the request. */
export type ComparedAmount = {
  /** Under the saved rates. */
  saved: string | null;
  /** Under the rates of the request. */
  edited: string | null;
  /** `edited - saved`. Null: one is not known, or they have different currencies. */
  difference: string | null;
};

/** `edited`: as if the plan of the request were in force on each day of the month; before it, the saved ones. */
export type RatePreview = {
  /** UTC month, `YYYY-MM`. */
  month: string;
  /** ISO 4217. Null: no rates in that month. */
  currency: {
    /** Under the saved rates. */
    saved: string | null;
    /** Under the rates of the request. */
    edited: string | null;
  };
  /** Each dimension that was used. */
  dimensions: {
    /** What was used. */
    dimension: 'participant' | 'agent' | 'sip' | 'transcode_video' | 'transcode_audio' | 'track_egress';
    /** Minutes of `units * increment`. */
    minutes: {
      /** Under the saved rates. */
      saved: number;
      /** Under the rates of the request. */
      edited: number;
    };
    /** The part of `minutes` that is priced. */
    billable: {
      /** Under the saved rates. */
      saved: number;
      /** Under the rates of the request. */
      edited: number;
    };
    /** Cost of the billable minutes. */
    amount: ComparedAmount;
  }[];
  /** The monthly fee. */
  monthlyFee: ComparedAmount;
  /** Cost of the month, the fee included. */
  total: ComparedAmount;
  /** Minutes whose end is estimated. */
  estimatedMinutes: {
    /** Under the saved rates. */
    saved: number;
    /** Under the rates of the request. */
    edited: number;
  };
  /** What LiveKit charges for and webhooks do not report. */
  notMeasured: ('downstream_gb' | 'sip_carrier' | 'recording_hours' | 'inference')[];
  /** UUID of the database. Offsets of two epochs cannot be compared. */
  epoch: string;
  /** Offset of the last event that the reply includes: subscribe with `since` to follow from there. */
  offset: number;
  /** When the server made the reply. */
  serverTime: string;
};

/** Path parameters of the exports. */
export type ExportParams = {
  /** File format, as the extension of the path. */
  format: 'csv' | 'json' | 'xlsx';
};

/** Query of the export of sessions: that of `GET sessions` without paging. */
export type SessionsExportQuery = {
  /** `active` until the room ends. Left out: both. */
  state?: 'active' | 'ended' | undefined;
  /** Name of the LiveKit server: only what it sent. Left out: all servers. */
  source?: string | undefined;
  /**
   * Part of a room name, a session sid, an identity, a display name or a phone number. Among ended sessions parts are
   * searched in the newest of the range, see `searchedFrom`. A whole value is found in all of them, and so are the sid
   * of a participant, track, egress or ingress, an agent job id, and the call id, trunk id and phone numbers of a SIP
   * call (numbers with or without `+`, spaces and punctuation). `matched` of each item says what was found.
   */
  q?: string | undefined;
  /** Exact room name. */
  room?: string | undefined;
  /** Exact identity of a participant who was in it. */
  identity?: string | undefined;
  /** Exact dispatch name of an agent that was in it. */
  agent?: string | undefined;
  /** Why it ended. */
  endReason?: 'finished' | 'superseded' | 'reconciled' | 'timeout' | undefined;
  /**
   * A field of the room's metadata and its exact value, `plan:pro`. Fields inside others are named with dots
   * (`customer.plan:pro`); of a list, any element (`tags:beta`); numbers, true, false and null as JSON writes them.
   * Metadata that is no JSON object of at most 64 KiB has no fields.
   */
  metadata?: string | undefined;
  /**
   * Exact tenant, as the room metadata or a participant names it under `TENANT_KEY`. Without `TENANT_KEY` there are
   * none.
   */
  tenant?: string | undefined;
  /**
   * All of these, with commas between: `estimated` (its end was not seen), `aborted` (joins that failed), `recorded`
   * (an egress of it succeeded or runs).
   */
  flags?: string | undefined;
  /**
   * A person left it, within the range, for this reason: LiveKit's `DisconnectReason`. `none`: none was reported.
   */
  leaveReason?: string | undefined;
  /** A join failed in it, within the range. */
  joinFailures?: 'true' | undefined;
  /**
   * The connection of a person dropped in it, within the range: left for CONNECTION_TIMEOUT, SIGNAL_CLOSE,
   * MEDIA_FAILURE, STATE_MISMATCH, JOIN_FAILURE, SERVER_SHUTDOWN, SIP_TRUNK_FAILURE.
   */
  dropped?: 'true' | undefined;
  /** An egress of it failed within the range: it ended as EGRESS_FAILED or EGRESS_ABORTED. */
  recordingFailures?: 'true' | undefined;
  /** People joined and no agent did; the first join was within the range. */
  unattended?: 'true' | undefined;
  /** Min duration in ms. An open session is longer than any. */
  minDurationMs?: number | undefined;
  /** Max duration in ms, excluded. */
  maxDurationMs?: number | undefined;
  /** Which part of the session must be in `[from, to)`: any part (`overlap`), its start, or its end. */
  moment: 'overlap' | 'start' | 'end';
  /** Start of the range, included. */
  from?: string | undefined;
  /** End of the range, excluded. */
  to?: string | undefined;
  /** A range by name, in the days of `tz`, instead of `from` and `to`. It moves with the time of the request. */
  range?:
    | 'last15m'
    | 'last1h'
    | 'last6h'
    | 'last24h'
    | 'today'
    | 'yesterday'
    | 'last7d'
    | 'last30d'
    | 'last90d'
    | 'thisMonth'
    | 'lastMonth'
    | 'last12m'
    | undefined;
  /** Time zone of `range`, and of the days of `buckets`. Default: UTC. */
  tz?: string | undefined;
  /** Property to sort by, with `-` for descending. `duration`: an open session is longer than any that ended. */
  sort: string;
};

/** Query of the export of usage: that of `GET usage` without paging. */
export type UsageExportQuery = {
  /** Start of the range, included. */
  from?: string | undefined;
  /** End of the range, excluded. */
  to?: string | undefined;
  /** A range by name, in the days of `tz`, instead of `from` and `to`. It moves with the time of the request. */
  range?:
    | 'last15m'
    | 'last1h'
    | 'last6h'
    | 'last24h'
    | 'today'
    | 'yesterday'
    | 'last7d'
    | 'last30d'
    | 'last90d'
    | 'thisMonth'
    | 'lastMonth'
    | 'last12m'
    | undefined;
  /** Time zone of `range` and of the days. */
  tz: string;
  /** One item for each. `hour`: in ranges of at most 7 days. */
  groupBy: 'hour' | 'day' | 'room' | 'identity' | 'agent' | 'session' | 'tenant';
  /** Name of the LiveKit server: only what it sent. Left out: all servers. */
  source?: string | undefined;
  /** Exact room name. */
  room?: string | undefined;
  /** Exact identity. */
  identity?: string | undefined;
  /** Exact dispatch name of an agent. */
  agent?: string | undefined;
  /** Exact tenant, as the room metadata or a participant names it under `TENANT_KEY`. */
  tenant?: string | undefined;
  /** Session sid. */
  session?: string | undefined;
};

/**
 * Query of the export of costs. Its rows: parts at list price (by room unless `groupBy` is given), then those that
 * add up to the total.
 */
export type CostsExportQuery = {
  /** First UTC day. */
  from?: string | undefined;
  /** The UTC day after the last one. */
  to?: string | undefined;
  /** A range by name instead of `from` and `to`: the UTC days with the dates it has in `tz`. */
  range?:
    | 'last15m'
    | 'last1h'
    | 'last6h'
    | 'last24h'
    | 'today'
    | 'yesterday'
    | 'last7d'
    | 'last30d'
    | 'last90d'
    | 'thisMonth'
    | 'lastMonth'
    | 'last12m'
    | undefined;
  /** Time zone of `range`. Default: UTC. */
  tz?: string | undefined;
  /** Adds `parts`, one for each. */
  groupBy?: 'day' | 'room' | 'identity' | 'agent' | 'session' | 'tenant' | undefined;
  /** Name of the LiveKit server: only what it sent. Left out: all servers. */
  source?: string | undefined;
  /** Exact room name. */
  room?: string | undefined;
  /** Exact identity. */
  identity?: string | undefined;
  /** Exact dispatch name of an agent. */
  agent?: string | undefined;
  /** Exact tenant, as the room metadata or a participant names it under `TENANT_KEY`. */
  tenant?: string | undefined;
  /** Session sid. */
  session?: string | undefined;
};

/** Query of the export of events: that of `GET events` without paging and counts. */
export type EventsExportQuery = {
  /** LiveKit's name of the event, or several separated by commas: any of them. */
  event?: string | undefined;
  /** Session sid. */
  session?: string | undefined;
  /** Exact room name. */
  room?: string | undefined;
  /** Exact identity. */
  identity?: string | undefined;
  /** Name of the configured LiveKit server that sent it. */
  source?: string | undefined;
  /**
   * A whole room name, identity, session, participant, track, egress or ingress id, found over all time; or a part of
   * one (not of egress and ingress ids), searched for in the newest events: see `searchedFrom`.
   */
  q?: string | undefined;
  /** Only events with a higher offset. */
  after?: number | undefined;
  /** Start of the range, included. */
  from?: string | undefined;
  /** End of the range, excluded. */
  to?: string | undefined;
  /** A range by name, in the days of `tz`, instead of `from` and `to`. It moves with the time of the request. */
  range?:
    | 'last15m'
    | 'last1h'
    | 'last6h'
    | 'last24h'
    | 'today'
    | 'yesterday'
    | 'last7d'
    | 'last30d'
    | 'last90d'
    | 'thisMonth'
    | 'lastMonth'
    | 'last12m'
    | undefined;
  /** Time zone of `range`, and of the days of `buckets`. Default: UTC. */
  tz?: string | undefined;
  /** `offset`: commit order. `-receivedAt`: newest first. */
  sort: 'offset' | '-receivedAt';
};

/** How long data is kept, and the state of its deletion. */
export type Retention = {
  /** Days for which raw events are kept (`RETENTION_DAYS`). Null: forever. */
  eventsDays: number | null;
  /** Days for which ended sessions are kept (`SESSION_RETENTION_DAYS`). Null: forever. */
  sessionsDays: number | null;
  /** Days for which clients that resume learn of a deleted row. */
  tombstoneDays: number;
  /** Every raw event up to this offset is deleted. 0: none is. */
  floor: number;
  /** When the oldest raw event that is kept arrived. Null: none is kept. */
  oldestEventAt: string | null;
  /** The last run of the deletion. Null: there was none yet. */
  lastRun: {
    /** When it started. */
    startedAt: string;
    /** When it ended. Null while it runs, or if it was interrupted. */
    finishedAt: string | null;
    /** Raw events that it deleted. */
    events: number;
    /** Sessions that it deleted. */
    sessions: number;
    /** Why it failed. Null: it did not. */
    error: string | null;
  } | null;
};

/** Body of `POST erasures`. */
export type ErasureRequest = {
  /** Exact identity, on every server. */
  identity: string;
};

/** Result of erasing one person's data. */
export type Erasure = {
  /** The text that replaces the identity, random and new with each erasure. Null: nothing was found. */
  pseudonym: string | null;
  /** Connections whose identity, name, metadata and attributes were erased. */
  participants: number;
  /** Their tracks, whose names were erased. */
  tracks: number;
  /** Raw events whose payload named the person. */
  events: number;
};

/** The settings that LiveKit's configuration needs. */
export type Setup = {
  /** `PUBLIC_URL`. Null: not set, so the address in the browser is the best guess. */
  publicUrl: string | null;
  /** Path to which LiveKit posts its webhooks. */
  webhookPath: string;
  /** Absolute path of the `.env` that this server reads at start; it need not exist. Null: none. */
  envFile: string | null;
  /** `TENANT_KEY`: the field of room or participant metadata that names a tenant. Null: not set. */
  tenantKey: string | null;
  /** Each configured LiveKit server. */
  servers: {
    /** The `source` of its sessions. */
    name: string;
    /** Base URL of its API. Null: not configured. */
    url: string | null;
    /** Names of its API keys; never their secrets. */
    keys: string[];
  }[];
};

/** Body of `POST setup/test`. */
export type SetupTestRequest = {
  /** Name of the server whose first key signs the event. Left out: the first key of all. */
  server?: string | undefined;
};

/** Result of sending a test event. */
export type SetupTest = {
  /**
   * `stored`: it arrived. `no_key`: there is none to sign it with. `unreachable`, `timeout`, `tls`: no answer from
   * that address. `refused`: the webhook rejected it (see `detail`). `unexpected`: another program answered there, or
   * another dashboard stored it.
   */
  outcome: 'stored' | 'no_key' | 'unreachable' | 'timeout' | 'tls' | 'refused' | 'unexpected';
  /** URL to which it was posted. */
  url: string;
  /** False: `PUBLIC_URL` is not set, so it went to the process itself and no proxy was tried. */
  throughPublicUrl: boolean;
  /** HTTP status of the answer. Null: none arrived. */
  status: number | null;
  /** Time from the request to its answer in ms. */
  ms: number;
  /** The answer, or why there was none. Null: nothing to add. */
  detail: string | null;
};
