/** Packets of engine.io and socket.io, changed at random, over WebSockets that are dropped without a goodbye. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { Random } from '@livekit-dashboard/traffic';
import { inParallel, type Outcome, Tally } from './tally';

const SOCKETS_AT_ONCE = 20;
const PER_SOCKET = 25;

const PACKETS: readonly [string, ...string[]] = [
  '40',
  '40/admin,',
  '41',
  '2probe',
  '3',
  '5',
  '6',
  '42["subscribe",{"topic":"sessions"}]',
  '421["subscribe",{"topic":"events"}]',
  '422["subscribe",{"topic":"session:RM_none","since":{"epoch":"x","offset":-1}}]',
  '423["unsubscribe",{"topic":"sessions"}]',
  '42["connect"]',
  '42["disconnect"]',
  '42["__proto__",{"__proto__":{"a":1}}]',
  '451-["subscribe",{"_placeholder":true,"num":0}]',
  '461-1[{"_placeholder":true,"num":99999}]',
  `42["subscribe",${'['.repeat(2000)}${']'.repeat(2000)}]`,
  `42["subscribe",{"topic":"${'x'.repeat(70_000)}"}]`,
];

export interface Packets {
  readonly origin: string;
  readonly count: number;
  readonly seed: number;
}

export async function sendPackets({ origin, count, seed }: Packets): Promise<Outcome> {
  const random = new Random(seed);
  const tally = new Tally();
  const url = new URL('/socket.io/?EIO=4&transport=websocket', origin);
  url.protocol = 'ws:';
  await inParallel(Math.ceil(count / PER_SOCKET), SOCKETS_AT_ONCE, async () => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    socket.on('error', () => undefined);
    socket.on('message', () => undefined);
    await Promise.race([once(socket, 'open'), once(socket, 'close')]).catch(() => undefined);
    if (random.chance(0.8)) socket.send('40');
    for (let sent = 0; sent < PER_SOCKET; sent++) {
      if (socket.readyState !== WebSocket.OPEN) {
        tally.add('refused');
        continue;
      }
      const packet = mutated(random.pick(PACKETS), random);
      await new Promise<void>((resolve) =>
        socket.send(random.chance(0.1) ? Buffer.from(packet) : packet, () => resolve()),
      );
      tally.add('sent');
    }
    socket.terminate();
  });
  return { answers: tally.answers };
}

function mutated(packet: string, random: Random): string {
  if (random.chance(0.3)) return packet;
  const at = random.whole(0, packet.length);
  if (random.chance(0.3)) return packet.slice(0, at);
  return packet.slice(0, at) + String.fromCharCode(random.whole(0, 0xffff)) + packet.slice(at + random.whole(0, 2));
}
