/** The socket's messages as schemas: what `socket.ts` says in types. AsyncAPI is made from these. */
import { z } from 'zod';
import { change, changesMessage, position } from './changes';
import { storedEvent } from './entities';
import type { ClientToServerEvents, ServerToClientEvents } from './socket';
import { epoch, instant, offset, text } from './values';

const topic = text.describe(
  '`overview`, `agents-day`, `sessions`, `agents`, `events`, `session:<sid>` or `events:<sid>`.',
);
const span = {
  topic,
  epoch,
  fromOffset: offset.describe("The topic's previous `toOffset`: the message covers (fromOffset, toOffset]."),
  toOffset: offset,
};

const ERROR_CODES = ['bad_request', 'unknown_topic', 'forbidden', 'too_large', 'unavailable'] as const;
const refusal = z.object({
  ok: z.literal(false),
  error: z.object({ code: z.enum(ERROR_CODES), message: text }),
});
const subscribed = {
  ok: z.literal(true),
  mode: z.enum(['snapshot', 'resumed']),
  epoch,
  offset,
  serverTime: instant,
};

export const subscribeRequest = z.object({ topic, since: position.optional() });
export const subscribeReply = z.union([
  z.object({ ...subscribed, changes: z.array(change) }),
  z.object({ ...subscribed, events: z.array(storedEvent) }),
  refusal,
]);
export const unsubscribeRequest = z.object({ topic });
export const unsubscribeReply = z.union([z.object({ ok: z.literal(true) }), refusal]);
export const eventsMessage = z.object({ ...span, events: z.array(storedEvent) });
export const resetMessage = z.object({ topic, reason: z.enum(['epoch_changed', 'slow_reader']) });
export const heartbeatMessage = z.object({ serverTime: instant });

/** In a schema a topic is plain text. */
type Wire<T> = T extends { readonly topic: string } ? Omit<T, 'topic'> & { readonly topic: string } : T;
type Sent = { [name in keyof ServerToClientEvents]: z.ZodType<Wire<Parameters<ServerToClientEvents[name]>[0]>> };
type Asked = {
  [name in keyof ClientToServerEvents]: {
    readonly message: z.ZodType<Wire<Parameters<ClientToServerEvents[name]>[0]>>;
    readonly reply: z.ZodType<Parameters<Parameters<ClientToServerEvents[name]>[1]>[0]>;
  };
};

/** What a client may send, with what it is answered. */
export const CLIENT_TO_SERVER = {
  subscribe: { message: subscribeRequest, reply: subscribeReply },
  unsubscribe: { message: unsubscribeRequest, reply: unsubscribeReply },
} as const satisfies Asked;

/** What the server sends. */
export const SERVER_TO_CLIENT = {
  changes: changesMessage,
  events: eventsMessage,
  reset: resetMessage,
  heartbeat: heartbeatMessage,
} as const satisfies Sent;
