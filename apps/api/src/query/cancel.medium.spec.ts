/** Work for disconnected clients is cancelled. Real: the whole application, PostgreSQL, HTTP. */
import { type RestApp, startRestApp } from '../testing/rest-app';
import { describeWith } from '@livekit-dashboard/harness/testing';
import { createTestDatabase } from '../testing/test-database';

/** Not the rollup's own query of due days. */
const WAITING = `SELECT count(*)::int AS n FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock' AND query NOT LIKE '%generate_series%'`;

describeWith({ postgres: true })('a query whose client has disconnected', () => {
  let api: RestApp;
  let url: string;
  beforeAll(async () => {
    api = await startRestApp(createTestDatabase);
    url = await api.listen();
  });
  afterAll(() => api.close());

  /** Resolves once that many queries wait for a lock. */
  async function waiting(n: number): Promise<void> {
    for (;;) {
      const [row] = await api.dataSource.query<{ n: number }[]>(WAITING);
      if (row?.n === n) return;
    }
  }

  it.each([
    'sessions?state=ended&room=a',
    'events?event=room_started',
    'sessions/RM_1',
    'sessions/RM_1/events',
    'agents?state=left',
    'analytics?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z',
    'usage?groupBy=room&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z',
  ])('%s is cancelled in the database too', async (path) => {
    const lock = api.dataSource.createQueryRunner();
    await lock.startTransaction();
    await lock.query('LOCK TABLE session, event, participant IN ACCESS EXCLUSIVE MODE');
    try {
      const stop = new AbortController();
      const asked = fetch(`${url}/api/v1/${path}`, { signal: stop.signal });
      const answered = asked.then((reply) => Promise.reject(new Error(`answered ${reply.status}`)));
      await Promise.race([waiting(1), answered]);
      stop.abort();
      await expect(answered).rejects.toThrow('aborted');
      await waiting(0);
    } finally {
      await lock.rollbackTransaction();
      await lock.release();
    }
  });
});
