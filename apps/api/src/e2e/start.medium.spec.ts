/** What a start prints, and how a failing one ends. Real: the built api as a process, embedded database and PostgreSQL. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { buildApi, type BuiltApi } from '../testing/built-api';
import { post, roomStarted } from '../testing/sender';
import { describeWith } from '@livekit-dashboard/harness/testing';
import { createTestDatabase, type TestDatabase } from '../testing/test-database';

let built: BuiltApi;
let folder: string;

beforeAll(async () => {
  built = await buildApi();
  folder = await mkdtemp(join(tmpdir(), 'start-'));
});
afterAll(async () => {
  await built.remove();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

/** The exit code and all lines of a failing start. */
async function failed(env: Record<string, string>): Promise<{ code: unknown; log: string }> {
  const api = await built.spawn({ DATA_DIR: join(folder, 'unused'), LOG_LEVEL: 'info', ...env });
  const code = await api.gone();
  return { code, log: api.log };
}

/** Its last line is one sentence for the operator, without a stack. */
async function expectSentence(env: Record<string, string>, sentence: RegExp): Promise<void> {
  const { code, log } = await failed(env);
  expect(log.trim().split('\n').at(-1)).toMatch(sentence);
  expect(log).not.toMatch(/^\s+at /m);
  expect(log).not.toContain('hunter2');
  expect(code).toBe(1);
}

describe('a start', () => {
  it.each(['production', 'development'])(
    'prints at most ten lines, without colours, and each webhook in one format (%s)',
    async (NODE_ENV) => {
      const api = await built.start({ DATA_DIR: join(folder, NODE_ENV), NODE_ENV, LOG_LEVEL: 'info' });
      await post(api.origin, roomStarted('test-room'));
      expect(await api.stop()).toBe('SIGTERM');
      const lines = api.log.trim().split('\n');
      const started = lines.findIndex((line) => line.includes('[Dashboard] Listening on'));
      expect(started).toBeGreaterThan(0);
      expect(started).toBeLessThan(10);
      expect(api.log).not.toContain('\u001b');
      expect(api.log).toContain(join(tmpdir(), '.env'));
      expect(api.log).toContain('[Webhook] Received event: room_started');
      expect(api.log).toContain('[Webhook] Room started: test-room (sid: RM_test-room)');
      expect(lines.at(-1)).toContain('[Dashboard] Stopped');
    },
  );

  it('fails with one sentence if the port is in use, and releases the data folder', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const DATA_DIR = join(folder, 'port');
    await expectSentence({ DATA_DIR, PORT: String(port) }, /^Port \d+ on 127\.0\.0\.1 is in use by another program\. /);
    other.close();
    await (await built.start({ DATA_DIR })).stop();
  });

  it('fails with one sentence if the data folder is in use or is not a folder', async () => {
    const DATA_DIR = join(folder, 'locked');
    const api = await built.start({ DATA_DIR });
    await expectSentence({ DATA_DIR }, /^DATA_DIR .+ in use /);
    await api.stop();
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expectSentence({ DATA_DIR: file }, /^DATA_DIR .+ is not a folder\. /);
  });

  it.each([
    [{ DATABASE_URL: 'postgres://me:hun%ter2@127.0.0.1/x' }, /DATABASE_URL: has a % /],
    [{ REDIS_URL: 'redis://:hun%ter2@127.0.0.1' }, /REDIS_URL: has a % /],
    [{ REDIS_URL: 'redis://127.0.0.1/hunter2' }, /REDIS_URL: may end in the number/],
    [{ REDIS_URL: 'http://127.0.0.1' }, /REDIS_URL: must be a Redis address/],
    [{ PUBLIC_URL: 'https://dash.example/path' }, /PUBLIC_URL: must be scheme, host and port only/],
    [{ HOST: '203.0.113.7' }, /^HOST 203\.0\.113\.7 is not an address of this machine\. /],
  ])('fails with one sentence with %j', (env, sentence) => expectSentence(env, sentence));
});

describeWith({ postgres: true })('a start on PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const at = (change: (url: URL) => void): { DATABASE_URL: string } => {
    const url = new URL(database.url);
    change(url);
    return { DATABASE_URL: url.href };
  };

  it('fails with one sentence if the database user or the database does not exist', async () => {
    await expectSentence(
      at((url) => ([url.username, url.password] = ['start_nobody', 'hunter2'])),
      /^PostgreSQL at .+ refused the user or the password of DATABASE_URL /,
    );
    await expectSentence(
      at((url) => (url.pathname = '/start_nothing')),
      /^There is no such database at /,
    );
  });

  it('fails with one sentence if the database is of a newer release', async () => {
    await (await built.start({ DATABASE_URL: database.url })).stop();
    const pg = new Client({ connectionString: database.url });
    await pg.connect();
    await pg.query(`INSERT INTO migration ("timestamp", name) VALUES (1999999999999, 'FromTheFuture1999999999999')`);
    await pg.end();
    await expectSentence(
      { DATABASE_URL: database.url },
      /^The database was last used by a newer release: .+ FromTheFuture1999999999999\. Start that release /,
    );
  });
});
