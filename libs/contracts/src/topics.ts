/**
 * `overview`: stats, the last hour, the busiest sessions, the last events, the webhooks' health. `agents-day`: agents by name over 24
 * hours. `sessions`, `agents`: what is active, and each row once more as it ends. `session:<sid>`: one session with its participants,
 * tracks and egresses, whatever its state. `events`: every stored event, raw; `events:<sid>`: those of one session.
 */
export type Topic = DigestTopic | 'sessions' | 'agents' | 'events' | `session:${string}` | `events:${string}`;

/** Topics of digests: see `DIGESTS`. */
export type DigestTopic = 'overview' | 'agents-day';

/** Topics whose messages are `events`, not `changes`. */
export type EventsTopic = 'events' | `events:${string}`;
export type ChangesTopic = Exclude<Topic, EventsTopic>;

const PLAIN = ['overview', 'agents-day', 'sessions', 'agents', 'events'] as const;
const SCOPED = /^(session|events):([\w.-]{1,64})$/;

export const sessionTopic = (sid: string): `session:${string}` => `session:${sid}`;
export const sessionEventsTopic = (sid: string): `events:${string}` => `events:${sid}`;

export const isDigestTopic = (topic: Topic): topic is DigestTopic => topic === 'overview' || topic === 'agents-day';
export const isEventsTopic = (topic: Topic): topic is EventsTopic => topic === 'events' || topic.startsWith('events:');

/** The topic of that name, or null if there is none. */
export function parseTopic(name: unknown): Topic | null {
  if (typeof name !== 'string') return null;
  const plain = PLAIN.find((topic) => topic === name);
  return plain ?? (SCOPED.test(name) ? (name as Topic) : null);
}

/** The session a topic is about; null if it is about all of them. */
export const topicSession = (topic: Topic): string | null => SCOPED.exec(topic)?.[2] ?? null;
