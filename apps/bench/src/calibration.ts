/**
 * The limit of the machine: how many webhooks per second a bare Node server answers that reads them and does nothing. It is
 * printed with every result, because a rate can be compared with other machines only as a share of it.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { loadavg } from 'node:os';
import { freePort } from '@livekit-dashboard/harness';
import { postWebhooks } from './ingest-run';
import { Worker } from './worker';

const CONNECTIONS = 64;
const SECONDS = 1;
/** More than the fastest machine uses. */
const MAX_PER_SECOND = 15_000;

/** In the worker: resolves with the origin once it listens. */
export async function startBareServer(): Promise<string> {
  const port = await freePort();
  const server = createServer((request, response) => {
    request.resume();
    request.once('end', () => response.end());
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${port}`;
}

export async function calibrate(): Promise<void> {
  const load = loadavg()[0] ?? NaN;
  const server = Worker.start('bare-server');
  try {
    const origin = (await server.call('start')) as string;
    const run = { connections: CONNECTIONS, seconds: SECONDS, rate: null, atMost: SECONDS * MAX_PER_SECOND };
    const { perSecond, p99 } = await postWebhooks(new URL('/', origin), run);
    console.log(
      `This machine: a bare server answers ${Math.round(perSecond)} posts/s at ${CONNECTIONS} connections, p99 ${p99.toFixed(1)} ms (load before: ${load.toFixed(1)})`,
    );
  } finally {
    await server.stop();
  }
}
