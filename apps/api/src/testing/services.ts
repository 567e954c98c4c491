/**
 * What a `.medium.spec.ts` stands on: looks once for the services, then runs, skips aloud, or (under CI=true) fails.
 * A suite that names no need always runs; the store's suites run on PGlite too, which is always there.
 *
 *     describeWith({ postgres: true })('the stream', () => { ... });
 */
import { accessSync, constants } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { Client } from 'pg';

export const TEST_DATABASE_URL = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';
export const TEST_REDIS_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';

const LOOK_MS = 2000;

async function postgresAnswers(): Promise<boolean> {
  const client = new Client({ connectionString: TEST_DATABASE_URL, connectionTimeoutMillis: LOOK_MS });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/** A PING over a bare socket: needs neither a client nor a password to tell that a Redis is there. */
function redisAnswers(): Promise<boolean> {
  const { hostname, port } = new URL(TEST_REDIS_URL);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || 6379) });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(LOOK_MS, () => end(false));
    socket.once('error', () => end(false));
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (reply) => end(/^[+-]/.test(reply.toString('latin1'))));
  });
}

const isRunnable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The first of these programs on PATH; null if there is none. */
function onPath(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find(isRunnable) ?? null;
}

export const [postgresAvailable, redisAvailable] = await Promise.all([postgresAnswers(), redisAnswers()]);

/** A redis-server to start, stop and pause by oneself (own-redis.ts). */
export const redisServer = onPath('redis-server');

/** PostgreSQL's own programs for backups. */
const postgresPrograms = ['pg_dump', 'pg_restore', 'psql'].every((name) => onPath(name) !== null);

/** A real LiveKit server: `LIVEKIT_SERVER`, or `livekit-server` on PATH. */
export const livekitServer = process.env['LIVEKIT_SERVER'] ?? onPath('livekit-server');

const FOUND = {
  postgres: { here: postgresAvailable, what: `PostgreSQL at TEST_DATABASE_URL (${TEST_DATABASE_URL})` },
  postgresPrograms: { here: postgresPrograms, what: 'pg_dump, pg_restore and psql on PATH' },
  redis: { here: redisAvailable, what: `Redis at TEST_REDIS_URL (${TEST_REDIS_URL})` },
  redisServer: { here: redisServer !== null, what: 'redis-server on PATH' },
  livekit: { here: livekitServer !== null, what: 'LiveKit server at LIVEKIT_SERVER or on PATH' },
} as const;

export type Needs = { readonly [need in keyof typeof FOUND]?: boolean };

/** `describe` for a suite with needs. What is missing is said on stderr; under CI=true it is an error. */
export function describeWith(needs: Needs): (name: string, body: () => void) => void {
  const named = (Object.keys(FOUND) as (keyof typeof FOUND)[]).filter((need) => needs[need] === true);
  const missing = named.filter((need) => !FOUND[need].here).map((need) => FOUND[need].what);
  return (name, body) => {
    if (missing.length === 0) return describe(name, body);
    const reason = `no ${missing.join(', no ')}`;
    if (process.env['CI'] === 'true') {
      return describe(name, () => it('finds what it needs', () => Promise.reject(new Error(reason))));
    }
    process.stderr.write(`SKIPPED ${name}: ${reason}\n`);
    describe.skip(name, body);
  };
}
