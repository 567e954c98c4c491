/** Connections that begin a request and fall silent: in the head, in a body of 4 MB without a valid token, in one with a valid token. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { signWebhook } from '@livekit-dashboard/livekit';
import { BENCH_KEY } from '../target';
import { inParallel, type Outcome, Tally } from './tally';

const BODY_BYTES = 4_000_000;

export interface SlowSenders {
  readonly webhook: string;
  readonly count: number;
  readonly holdMs: number;
}

export async function holdConnections({ webhook, count, holdMs }: SlowSenders): Promise<Outcome> {
  const url = new URL(webhook);
  const tally = new Tally();
  const body = Buffer.alloc(BODY_BYTES - 10, 'x');
  await inParallel(count, count, async (index) => {
    const socket = connect({ host: url.hostname, port: Number(url.port) });
    let received = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => (received += chunk.toString('latin1')));
    const closed = once(socket, 'close').then(() => true);
    await Promise.race([once(socket, 'connect'), closed]);
    const token = index % 3 === 1 ? 'bad' : signWebhook('{}', BENCH_KEY, Date.now());
    socket.write(`POST ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nContent-Type: application/webhook+json\r\n`);
    if (index % 3 !== 0) {
      socket.write(`Authorization: ${token}\r\nContent-Length: ${BODY_BYTES}\r\n\r\n`);
      socket.write(body);
    }
    const ended = await Promise.race([closed, pause(holdMs).then(() => false)]);
    socket.destroy();
    const status = /^HTTP\/1\.1 (\d+)/.exec(received)?.[1];
    tally.add(status ?? (ended ? 'closed' : 'held'));
  });
  return { answers: tally.answers };
}
