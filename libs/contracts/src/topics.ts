/**
 * Name of a topic. `overview`: stats, the last hour, the busiest sessions, the newest events, failures, the health of webhooks.
 * `agents-day`: agents by name over 24 hours. `sessions`, `agents`: active rows, and each row once more as it ends.
 * `session:<source>/<sid>`: one session with its participants, tracks, egresses and ingresses, whatever its state. `egresses`,
 * `ingresses`: running ones, and each one again whenever it changes, of every room and of none. `events`: every stored event, raw; `events:<source>/<sid>`: those of one session.
 *
 * Source and sid are encoded as by `encodeURIComponent`. `session:<sid>` and `events:<sid>` name the session of whichever server has
 * that sid; they are refused (`ambiguous`) if two have it.
 */
export type Topic =
  DigestTopic | JobsTopic | 'sessions' | 'agents' | 'events' | `session:${string}` | `events:${string}`;

/** Topics of egresses and ingresses. */
export type JobsTopic = 'egresses' | 'ingresses';

/** Topics of digests: see `DIGESTS`. */
export type DigestTopic = 'overview' | 'agents-day';

/** Topics whose messages are `events`, not `changes`. */
export type EventsTopic = 'events' | `events:${string}`;
/** Topics whose messages are `changes`. */
export type ChangesTopic = Exclude<Topic, EventsTopic>;

/** Names a session. */
export interface SessionRef {
  /** Name of the LiveKit server. Null: the one that has the sid. */
  readonly source: string | null;
  /** Room sid. */
  readonly sid: string;
}

const PLAIN = ['overview', 'agents-day', 'sessions', 'agents', 'egresses', 'ingresses', 'events'] as const;
const SCOPED = /^(session|events):(?:([^/]+)\/)?([^/]+)$/;
const MAX_LENGTH = 4096;
/** The name of the server where only one is configured. */
const ONLY_SOURCE = 'default';

/** Lone surrogates, which `encodeURIComponent` refuses, become U+FFFD. */
const encoded = (text: string): string => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
const refOf = (sid: string, source: string | null): string =>
  source === null ? encoded(sid) : `${encoded(source)}/${encoded(sid)}`;

export const sessionTopic = (sid: string, source: string | null = null): `session:${string}` =>
  `session:${refOf(sid, source)}`;
export const sessionEventsTopic = (sid: string, source: string | null = null): `events:${string}` =>
  `events:${refOf(sid, source)}`;

/**
 * The `id` of a change: the sid (or other key) of its row, unique among all servers. Rows of the server `default` have the plain sid,
 * those of any other `<source>/<sid>`, encoded as in topics.
 */
export const rowId = (source: string, key: string): string =>
  source === ONLY_SOURCE && !key.includes('/') ? key : `${encoded(source)}/${encoded(key)}`;

export const isDigestTopic = (topic: Topic): topic is DigestTopic => topic === 'overview' || topic === 'agents-day';
export const isEventsTopic = (topic: Topic): topic is EventsTopic => topic === 'events' || topic.startsWith('events:');

/** The topic of that name, or null if there is none. A session's topic has one spelling: any other is none. */
export function parseTopic(name: unknown): Topic | null {
  if (typeof name !== 'string' || name.length > MAX_LENGTH) return null;
  const plain = PLAIN.find((topic) => topic === name);
  if (plain) return plain;
  const ref = topicSession(name as Topic);
  return ref !== null && name.endsWith(`:${refOf(ref.sid, ref.source)}`) ? (name as Topic) : null;
}

/** The session a topic is about; null if it is about all of them. */
export function topicSession(topic: Topic): SessionRef | null {
  const [, , source, sid] = SCOPED.exec(topic) ?? [];
  if (sid === undefined) return null;
  try {
    return { source: source === undefined ? null : decodeURIComponent(source), sid: decodeURIComponent(sid) };
  } catch {
    return null; // not an encoding
  }
}
