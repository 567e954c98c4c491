/** The protocols of the measured servers, as far as a reader needs them. */

/** The changes that one message covers: those after `from`, up to `to`. */
interface Covered {
  readonly from: number;
  readonly to: number;
}

export interface WireProtocol {
  readonly path: string;
  /** What to send when the socket is open. */
  readonly hello: string | null;
  /** The response to a message without changes; null: none. `ready`: from now on changes arrive. */
  answer(message: Buffer): { readonly send?: string; readonly ready?: true } | null;
  /** Whether the message carries changes. Checks a few bytes only. */
  isAboutChanges(message: Buffer): boolean;
  covered(message: Buffer): Covered;
}

/** engine.io 4 and socket.io 5, as far as a subscription needs them. `topic` null: the server sends to every client without a subscription. */
export function socketIo(topic: string | null): WireProtocol {
  const changes = Buffer.from('42["change');
  return {
    path: '/socket.io/?EIO=4&transport=websocket',
    hello: null,
    answer: (message) => {
      if (message[0] === 0x30) return { send: '40' };
      if (message[0] === 0x32) return { send: '3' };
      if (message[1] === 0x30 && topic !== null) return { send: `420${JSON.stringify(['subscribe', { topic }])}` };
      return message[1] === 0x30 || message[1] === 0x33 ? { ready: true } : null;
    },
    isAboutChanges: (message) => message.subarray(0, changes.length).equals(changes),
    covered: (message) => {
      const [, said] = JSON.parse(message.toString('utf8', 2)) as [string, SocketIoChange];
      const to = said.toOffset ?? said.offset ?? 0;
      return { from: said.fromOffset ?? to - 1, to };
    },
  };
}

/** Ours states what a message covers; a plain message is one change. */
interface SocketIoChange {
  readonly fromOffset?: number;
  readonly toOffset?: number;
  readonly offset?: number;
}

const CONNECT = 1;
const SUBSCRIBE = 2;

/** Centrifuge's client protocol as JSON: commands and replies, one a line, several in a message. */
export const centrifuge: WireProtocol = {
  path: '/connection/websocket',
  hello: JSON.stringify({ id: CONNECT, connect: {} }),
  answer: (message) => {
    if (message.equals(PING) || message.includes(LATER_PING)) return { send: '{}' };
    if (centrifuge.isAboutChanges(message)) return null;
    const { id } = JSON.parse(message.toString()) as { readonly id?: number };
    if (id === CONNECT) return { send: JSON.stringify({ id: SUBSCRIBE, subscribe: { channel: 'changes' } }) };
    return id === SUBSCRIBE ? { ready: true } : null;
  },
  isAboutChanges: (message) => message.includes(PUSH),
  covered: (message) => {
    const lines = message
      .toString()
      .split('\n')
      .filter((line) => line.startsWith(PUSH));
    const offsetOf = (line = ''): number => (JSON.parse(line) as CentrifugePush).push.pub.data.offset;
    return { from: offsetOf(lines[0]) - 1, to: offsetOf(lines.at(-1)) };
  },
};

const PUSH = '{"push":';
/** Alone, or after other lines of a message. */
const PING = Buffer.from('{}');
const LATER_PING = '\n{}';

interface CentrifugePush {
  readonly push: { readonly pub: { readonly data: { readonly offset: number } } };
}
