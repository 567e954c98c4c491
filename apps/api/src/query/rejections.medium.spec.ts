/** Rejected webhooks as rows. Real: the whole application, its webhook endpoint and its database. */
import { rejectionList } from '@livekit-dashboard/contracts';
import { RejectionRepository } from '../store/stream/rejection.repository';
import { type RestApp, startRestApp } from '../testing/rest-app';
import { iso, minute } from '../testing/rows';
import { describeOnEachDatabase } from '../testing/test-database';

const HOSTILE = '"><script>alert(1)</script>\u202e';
const delivery = (atMs: number, told: object = {}) => ({
  ...{ atMs, reason: 'unknown_key', apiKey: 'other', source: null, bytes: 12, remoteAddress: '10.0.0.7' },
  ...told,
});
const counted = (lastMs: number, count: number, told: object = {}) => ({
  ...{ reason: 'unknown_key', apiKey: 'other', count, lastMs, clockOffsetSeconds: null },
  ...told,
});

describeOnEachDatabase('rejected webhooks', (create) => {
  let api: RestApp;
  let store: RejectionRepository;

  beforeAll(async () => {
    api = await startRestApp(create, { LIVEKIT_KEYS: 'devkey: secret' });
    store = new RejectionRepository(api.dataSource);
  });
  afterAll(() => api.close());
  beforeEach(() => api.dataSource.query('TRUNCATE rejection, rejected_delivery'));

  const list = (query = '') => api.get(`rejections${query}`, rejectionList);

  it('[EC4] are rows, newest first, with what is known of each and what it claims as text', async () => {
    const rows = [
      delivery(minute(0), { reason: 'body_mismatch', apiKey: 'devkey', source: 'default', bytes: null }),
      delivery(minute(1), { apiKey: HOSTILE, remoteAddress: null }),
    ];
    await store.add([counted(minute(1), 2)], rows, ['devkey'], minute(2));
    const { items, total, notListed } = await list();
    expect({ total, notListed }).toEqual({ total: 2, notListed: 0 });
    expect(items).toMatchObject([
      { at: iso(minute(1)), apiKey: HOSTILE, bytes: 12, remoteAddress: null, source: null },
      { at: iso(minute(0)), reason: 'body_mismatch', apiKey: 'devkey', source: 'default', bytes: null },
    ]);
  });

  it('are filtered by reason, key, server and range, and come in pages', async () => {
    const rows = Array.from({ length: 7 }, (_, i) =>
      delivery(minute(i), i % 2 ? {} : { reason: 'expired', source: 'eu' }),
    );
    await store.add([counted(minute(7), 7)], rows, [], minute(8));
    const times = async (query: string) => (await list(query)).items.map(({ at }) => at);
    expect(await times('?reason=unknown_key')).toEqual([5, 3, 1].map((n) => iso(minute(n))));
    expect(await times('?source=eu&limit=1')).toEqual([iso(minute(6))]);
    expect(await times('?apiKey=nobody')).toEqual([]);
    expect(await times(`?from=${iso(minute(2))}&to=${iso(minute(4))}`)).toEqual([3, 2].map((n) => iso(minute(n))));
    const all: string[] = [];
    for (let cursor = ''; ;) {
      const page = await list(`?limit=3${cursor}`);
      all.push(...page.items.map(({ at }) => at));
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(all).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => iso(minute(n))));
    expect((await api.refusal('rejections?range=today&from=2026-11-23T00:00:00Z')).status).toBe(400);
  });

  it('that were only counted are reported as missing', async () => {
    await store.add(
      [counted(minute(3), 5000), counted(minute(70), 40)],
      [delivery(minute(1)), delivery(minute(3))],
      [],
      minute(75),
    );
    expect((await list()).notListed).toBe(5038);
    expect((await list(`?from=${iso(minute(10))}&to=${iso(minute(20))}`)).notListed).toBe(4998);
    expect((await list('?reason=expired')).notListed).toBe(0);
  });

  it('are kept for a week, up to a limit', async () => {
    const day = 24 * 60;
    await store.add([counted(minute(0), 1)], [delivery(minute(0))], [], minute(1));
    await store.add([counted(minute(8 * day), 1)], [delivery(minute(8 * day))], [], minute(8 * day));
    expect((await list()).items.map(({ at }) => at)).toEqual([iso(minute(8 * day))]);
    await api.dataSource.query("SELECT setval(pg_get_serial_sequence('rejected_delivery', 'number'), 200000)");
    await store.add([counted(minute(8 * day), 1)], [delivery(minute(8 * day + 1))], [], minute(8 * day));
    await store.add([counted(minute(8 * day), 1)], [delivery(minute(8 * day + 2))], [], minute(8 * day));
    expect((await list()).items).toHaveLength(2);
  });

  it('come from the webhook endpoint', async () => {
    const url = await api.listen();
    const reply = await fetch(`${url}/api/webhooks/livekit`, { method: 'POST', body: '{}' });
    expect(reply.status).toBe(401);
    await api.rejectionsWritten();
    expect((await list()).items).toMatchObject([
      {
        reason: 'missing_token',
        apiKey: null,
        source: null,
        bytes: 2,
        remoteAddress: expect.stringContaining('127.0.0.1') as string,
      },
    ]);
  });
});
