/**
 * The requirements of a `.medium.spec.ts`: probes the services once, then runs, skips with a line on stderr, or (under
 * CI=true) fails. A suite without requirements always runs; the store's suites run on PGlite too, which is always
 * there.
 *
 * describeWith({ postgres: true })('the stream', () => { ... });
 */
import { connect } from 'node:net';
import { Client } from 'pg';
import { findLiveKit, findOnPath, findRedis } from '../find-program';
import { describeOrSkip } from './describe-or-skip';

export const TEST_DATABASE_URL = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const TEST_REDIS_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';

const PROBE_MS = 2000;

async function postgresAnswers(): Promise<boolean> {
  const client = new Client({ connectionString: TEST_DATABASE_URL, connectionTimeoutMillis: PROBE_MS });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/** A PING over a bare socket, which finds a Redis without a client library and its password. */
function redisAnswers(): Promise<boolean> {
  const { hostname, port } = new URL(TEST_REDIS_URL);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || 6379) });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PROBE_MS, () => end(false));
    socket.once('error', () => end(false));
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (reply) => end(/^[+-]/.test(reply.toString('latin1'))));
  });
}

const [postgres, redis] = await Promise.all([postgresAnswers(), redisAnswers()]);

/** PostgreSQL's own programs for backups. */
const postgresPrograms = ['pg_dump', 'pg_restore', 'psql'].every((name) => findOnPath(name) !== null);

const FOUND = {
  postgres: { here: postgres, what: `PostgreSQL at TEST_DATABASE_URL (${TEST_DATABASE_URL})` },
  postgresPrograms: { here: postgresPrograms, what: 'pg_dump, pg_restore and psql on PATH' },
  redis: { here: redis, what: `Redis at TEST_REDIS_URL (${TEST_REDIS_URL})` },
  redisServer: { here: findRedis() !== null, what: 'redis-server on PATH' },
  livekit: { here: findLiveKit() !== null, what: 'LiveKit server: set LIVEKIT_SERVER, or put livekit-server on PATH' },
} as const;

type Needs = { readonly [need in keyof typeof FOUND]?: boolean };

/** `describe` for a suite with requirements. */
export function describeWith(needs: Needs): (name: string, body: () => void) => void {
  const named = (Object.keys(FOUND) as (keyof typeof FOUND)[]).filter((need) => needs[need] === true);
  const missing = named.filter((need) => !FOUND[need].here).map((need) => FOUND[need].what);
  return (name, body) => describeOrSkip(name, missing.length === 0 ? null : missing.join(', no '), body);
}
