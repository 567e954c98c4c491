/** The socket's messages as schemas. The types of `socket.ts` and AsyncAPI are made from these. */
import { z } from 'zod';
import { change, changesMessage, messageSpan, messageTopic, position, TOPIC_TEXT } from './changes';
import { SOCKET_ERROR_CODES } from './codes';
import { storedEvent } from './entities';
import type { ClientToServerEvents, ServerToClientEvents } from './socket';
import { epoch, instant, offset, text } from './values';

const topic = text.describe(TOPIC_TEXT);

/** A request that was refused. */
export const refusal = z.object({
  ok: z.literal(false).describe('Always false: the request was refused.'),
  error: z
    .object({
      code: z
        .enum(SOCKET_ERROR_CODES)
        .describe(
          '`bad_request`: malformed. `unknown_topic`: there is no such topic. `forbidden`: not allowed. `too_large`: the snapshot exceeds ' +
            '`SNAPSHOT_LIMITS`; fetch the rows over REST, then subscribe with `since`. `unavailable`: the database is unavailable; retry. ' +
            '`ambiguous`: two servers have a session of this sid; name the server, `session:<source>/<sid>`.',
        ),
      message: text.describe('The reason, for people.'),
    })
    .describe('Why it was refused.'),
});
const subscribed = {
  ok: z.literal(true).describe('Always true: the subscription is open.'),
  mode: z
    .enum(['snapshot', 'resumed'])
    .describe('`snapshot`: replace all cached rows by these. `resumed`: the present value of every row changed since.'),
  epoch: epoch.describe('UUID of the database.'),
  offset: offset.describe('Offset of the last event that the reply includes.'),
  serverTime: instant.describe('When the server made the reply.'),
};

/** Opens a topic for this connection. */
export const subscribeRequest = z.object({
  topic,
  since: position.optional().describe('Resume after this position. Left out: a snapshot.'),
});
/** A subscription to a topic of changes. */
export const changesSubscribed = z.object({
  ...subscribed,
  changes: z.array(change).describe('One change for each row, by `mode`.'),
});
/** A subscription to a topic of events. */
export const eventsSubscribed = z.object({
  ...subscribed,
  events: z.array(storedEvent).describe('Resumed: the events since. Snapshot: none.'),
});
export const subscribeReply = z.union([changesSubscribed, eventsSubscribed, refusal]);
/** Closes a topic for this connection. */
export const unsubscribeRequest = z.object({ topic });
export const unsubscribeReply = z.union([
  z.object({ ok: z.literal(true).describe('Always true: the subscription is closed.') }),
  refusal,
]);
/** Events of a topic. */
export const eventsMessage = z.object({
  topic: messageTopic,
  ...messageSpan,
  events: z.array(storedEvent).describe('In the order of their offsets.'),
});
/** The subscription ended, and all cached rows of the topic are void: subscribe again. */
export const resetMessage = z.object({
  topic: messageTopic,
  reason: z
    .enum(['epoch_changed', 'slow_reader', 'events_moved'])
    .describe(
      '`epoch_changed`: the database was replaced, or restored to an earlier state. `slow_reader`: the client did not read fast enough. ' +
        '`events_moved`: on the events of one session, earlier events moved into or out of it; fetch all of them from REST.',
    ),
});
/** Sent once a second, so that a lost connection is noticed at once. */
export const heartbeatMessage = z.object({ serverTime: instant.describe('When the server sent it.') });

/** In a schema a topic is plain text. */
type Wire<T> = T extends { readonly topic: string } ? Omit<T, 'topic'> & { readonly topic: string } : T;
type Sent = { [name in keyof ServerToClientEvents]: z.ZodType<Wire<Parameters<ServerToClientEvents[name]>[0]>> };
type Received = {
  [name in keyof ClientToServerEvents]: {
    readonly message: z.ZodType<Wire<Parameters<ClientToServerEvents[name]>[0]>>;
    readonly reply: z.ZodType<Parameters<Parameters<ClientToServerEvents[name]>[1]>[0]>;
  };
};

/** Messages of a client, with their acknowledgements. */
export const CLIENT_TO_SERVER = {
  subscribe: { message: subscribeRequest, reply: subscribeReply },
  unsubscribe: { message: unsubscribeRequest, reply: unsubscribeReply },
} as const satisfies Received;

/** Messages of the server. */
export const SERVER_TO_CLIENT = {
  changes: changesMessage,
  events: eventsMessage,
  reset: resetMessage,
  heartbeat: heartbeatMessage,
} as const satisfies Sent;
