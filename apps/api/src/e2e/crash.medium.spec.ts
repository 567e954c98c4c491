/** `kill -9` of one of two replicas, again and again, under load. Real: processes of the built api, PostgreSQL. */
import { Client } from 'pg';
import { type ApiProcess, buildApi, type BuiltApi } from '../testing/built-api';
import { freePort, pause } from '@livekit-dashboard/harness';
import { idOf, post, roomStarted } from '../testing/sender';
import { describeWith } from '@livekit-dashboard/harness/testing';
import { createTestDatabase, type TestDatabase } from '../testing/test-database';

const TIMES = 3;
const SENDERS = 16;
/** Responses between two kills. */
const BETWEEN = 150;

describeWith({ postgres: true })('kill -9 under load', () => {
  let database: TestDatabase;
  let built: BuiltApi;

  beforeAll(async () => {
    [database, built] = await Promise.all([createTestDatabase(), buildApi()]);
  });
  afterAll(async () => {
    await built.remove();
    await database.drop();
  });

  it('[ST1][ST2][ST3] loses no acknowledged webhook, stores none twice and leaves no gap', async () => {
    const env = { DATABASE_URL: database.url, PORT: String(await freePort()) };
    let victim = await built.start(env);
    const other = await built.start({ DATABASE_URL: database.url });
    const acknowledged = new Set<string>();
    let broken = 0;
    let over = false;
    let wake: () => void = () => undefined;

    /** Posts to one of the two, and posts again what was not answered, as LiveKit does, but immediately. */
    async function send(api: () => ApiProcess, room: string): Promise<void> {
      while (!over) {
        const body = roomStarted(room);
        while (!(await isAcknowledged(api(), body))) broken += 1;
        acknowledged.add(idOf(body));
        wake();
      }
    }
    async function isAcknowledged(api: ApiProcess, body: string): Promise<boolean> {
      const answer = await post(api.origin, body).catch(() => null);
      if (answer && answer.status !== 200) throw new Error(`answered ${answer.status}`);
      if (!answer) await pause(20);
      return answer !== null;
    }
    const acknowledgedMore = async (): Promise<void> => {
      const goal = acknowledged.size + BETWEEN;
      while (acknowledged.size < goal) await new Promise<void>((resolve) => (wake = resolve));
    };

    const senders = Array.from({ length: SENDERS }, (_, n) => send(() => (n % 2 === 0 ? victim : other), `crash-${n}`));
    for (let time = 0; time < TIMES; time++) {
      await acknowledgedMore();
      await victim.kill();
      victim = await built.start(env);
    }
    await acknowledgedMore();
    over = true;
    await Promise.all(senders);
    expect(broken).toBeGreaterThan(0);

    const pg = new Client({ connectionString: database.url });
    await pg.connect();
    const { rows } = await pg.query<{ id: string; at: string }>(
      'SELECT id, stream_offset AS at FROM event ORDER BY stream_offset',
    );
    const head = await pg.query<{ at: string }>('SELECT stream_offset AS at FROM stream_head');
    const sessions = await pg.query<{ n: string }>('SELECT count(*) AS n FROM session');
    await pg.end();
    expect(rows.map(({ at }) => Number(at))).toEqual(rows.map((_, n) => n + 1));
    expect(Number(head.rows[0]?.at)).toBe(rows.length);
    expect(rows.map(({ id }) => id).sort()).toEqual([...acknowledged].sort());
    expect(Number(sessions.rows[0]?.n)).toBe(SENDERS);
  });
});
