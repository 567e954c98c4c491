import {
  type Change,
  isEventsTopic,
  type Position,
  type Refusal,
  sessionEventsTopic,
  sessionTopic,
  type SocketErrorCode,
  type StoredEvent,
  type SubscribeMode,
  type Topic,
  topicSession,
} from '@livekit-dashboard/contracts';

type Accepted = Position & { readonly ok: true; readonly mode: SubscribeMode };

/** The answer to a subscriber, without the server's time. */
export type Answer =
  | (Accepted & { readonly changes: readonly Change[] })
  | (Accepted & { readonly events: readonly StoredEvent[] })
  | Refusal;

export function refuse(code: SocketErrorCode, message: string): Refusal {
  return { ok: false, error: { code, message } };
}

/** A topic that names no server, of a sid that several have. */
export const ambiguous = (topic: Topic, sources: readonly string[]): Refusal =>
  refuse(
    'ambiguous',
    `${sources.length} servers have this sid: subscribe to ${sources.map(scoped(topic)).join(' or ')}.`,
  );

const scoped =
  (topic: Topic) =>
  (source: string): string => {
    const sid = topicSession(topic)?.sid ?? '';
    return isEventsTopic(topic) ? sessionEventsTopic(sid, source) : sessionTopic(sid, source);
  };

export const NOT_NOW = refuse('unavailable', 'The database does not answer. Try again.');
