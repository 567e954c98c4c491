/** The api process as the npm scripts start it: where it will listen, and when it does. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseEnv } from 'node:util';
import { root } from './installation.mjs';

function dotEnv() {
  try {
    return parseEnv(readFileSync(join(root, '.env'), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
}

/** The environment that the api will see: its own reading of .env, which never overrides what is set. */
export const environment = () => ({ ...dotEnv(), ...process.env });

/** Where a program on this machine reaches the api. */
export function localUrl({ HOST, PORT } = environment()) {
  const everywhere = { '0.0.0.0': '127.0.0.1', '::': '[::1]' };
  const host = HOST || '127.0.0.1';
  return `http://${everywhere[host] ?? (host.includes(':') ? `[${host}]` : host)}:${PORT || 3000}`;
}

/** Ends this program if another one listens there: it would be taken for the api that is about to start. */
export async function refuseIfTaken(url) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port || 80), hostname.replace(/^\[|\]$/g, ''));
  const taken = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  if (!taken) return;
  console.error(
    `Port ${port || 80} on ${hostname} is in use by another program. Stop that program, or set PORT to a free port.`,
  );
  process.exit(1);
}

/** Resolves with true once the api answers that it is ready, with false once `signal` is aborted. */
export async function isUp(url, signal) {
  while (!signal.aborted) {
    try {
      const answer = await fetch(`${url}/api/health/ready`, { signal });
      if (answer.ok) return true;
    } catch {
      // Not listening yet.
    }
    await sleep(200, undefined, { signal }).catch(() => undefined);
  }
  return false;
}
