/** AsyncAPI 3 of the socket, generated from the contract's schemas; no message is described by hand. */
import { CLIENT_TO_SERVER, SERVER_TO_CLIENT, SOCKET_PATH } from '@livekit-dashboard/contracts';
import type { z } from 'zod';
import { jsonSchemaOf } from './json-schema';

const CHANNEL = 'socket';
const replyName = (name: string): string => `${name}Reply`;
const messageRef = (name: string) => ({ $ref: `#/channels/${CHANNEL}/messages/${name}` });

const messageOf = (name: string, title: string, payload: z.ZodType, io: 'input' | 'output') => ({
  name,
  title,
  contentType: 'application/json',
  payload: jsonSchemaOf(payload, io),
});

const messages = () =>
  Object.fromEntries([
    ...Object.entries(CLIENT_TO_SERVER).flatMap(([name, { message, reply }]) => [
      [name, messageOf(name, `\`${name}\`, acknowledged`, message, 'input')],
      [replyName(name), messageOf(replyName(name), `The acknowledgement of \`${name}\``, reply, 'output')],
    ]),
    ...Object.entries(SERVER_TO_CLIENT).map(([name, message]) => [
      name,
      messageOf(name, `\`${name}\`, from the server`, message, 'output'),
    ]),
  ]) as Record<string, ReturnType<typeof messageOf>>;

/** `receive` and `send` are from the dashboard's point of view: it receives what clients send. */
const operations = () =>
  Object.fromEntries([
    ...Object.keys(CLIENT_TO_SERVER).map((name) => [
      name,
      {
        action: 'receive',
        channel: { $ref: `#/channels/${CHANNEL}` },
        messages: [messageRef(name)],
        reply: { channel: { $ref: `#/channels/${CHANNEL}` }, messages: [messageRef(replyName(name))] },
      },
    ]),
    ...Object.keys(SERVER_TO_CLIENT).map((name) => [
      name,
      { action: 'send', channel: { $ref: `#/channels/${CHANNEL}` }, messages: [messageRef(name)] },
    ]),
  ]) as Record<string, object>;

export function asyncApiDocument(): object {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'LiveKit Dashboard, live',
      version: '1',
      description:
        'Socket.io, default namespace, WebSocket only. A message is an event of its name; a request is answered by its acknowledgement.',
    },
    defaultContentType: 'application/json',
    channels: { [CHANNEL]: { address: SOCKET_PATH, messages: messages() } },
    operations: operations(),
  };
}
