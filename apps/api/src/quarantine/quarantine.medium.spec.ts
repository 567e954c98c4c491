/**
 * Quarantined events and their retry. Real: the whole application and its database; a table constraint causes the
 * error.
 */
import { quarantineList, quarantineRetry, eventList, sessionList } from '@livekit-dashboard/contracts';
import type { ReceivedEvent } from '../ingest/received-event';
import { receivedEvent } from '../testing/received-events';
import { type RestApp, startRestApp } from '../testing/rest-app';
import { store } from '../testing/rows';
import { describeOnEachDatabase } from '../testing/test-database';

describeOnEachDatabase('quarantine', (create) => {
  let api: RestApp;
  beforeAll(async () => {
    api = await startRestApp(create);
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    await store(api.dataSource, {});
    await api.dataSource.query('DELETE FROM quarantined_event');
    await api.dataSource.query("ALTER TABLE session ADD CONSTRAINT poison CHECK (name <> 'poison')");
  });
  afterEach(() => api.dataSource.query('ALTER TABLE session DROP CONSTRAINT IF EXISTS poison'));

  const submit = (event: ReceivedEvent) => api.ingest(event);
  const room = (n: number, name = 'poison') =>
    receivedEvent('room_started', { id: `EV_${n}`, sid: `RM_${n}`, room: name, at: n });
  const list = (query = '') => api.get(`quarantine${query}`, quarantineList);
  const retry = (body: object = {}) => api.send('quarantine/retry', { method: 'POST', body }, quarantineRetry);
  const repair = () => api.dataSource.query('ALTER TABLE session DROP CONSTRAINT poison');
  const stored = async () => (await api.get('events', eventList)).items.map(({ offset, id }) => [offset, id]);

  it('contains each event that could not be stored once, with its reason and its JSON', async () => {
    expect(await Promise.all([room(1), room(2, 'fine'), room(3)].map(submit))).toEqual([
      'quarantined',
      'stored',
      'quarantined',
    ]);
    expect(await submit(room(1))).toBe('quarantined');
    const { items, total } = await list();
    expect(total).toBe(2);
    expect(items.map(({ eventId }) => eventId).sort()).toEqual(['EV_1', 'EV_3']);
    expect(items[0]).toMatchObject({
      source: 'default',
      event: 'room_started',
      reason: expect.stringContaining('poison') as string,
    });
    expect(items[0]?.payload).toMatchObject({ event: 'room_started' });
  });

  it('comes in pages', async () => {
    for (let n = 1; n <= 5; n++) await submit(room(n));
    const first = await list('?limit=2');
    const second = await list(`?limit=2&cursor=${first.nextCursor}`);
    const third = await list(`?limit=2&cursor=${second.nextCursor}`);
    expect([first, second, third].flatMap(({ items }) => items).map(({ eventId }) => eventId)).toEqual(
      [5, 4, 3, 2, 1].map((n) => `EV_${n}`),
    );
    expect(third.nextCursor).toBeNull();
    expect((await api.refusal('quarantine?cursor=x')).status).toBe(400);
  });

  it('[ST6] keeps an event that fails again, and gives the others an offset', async () => {
    await Promise.all([room(1), room(2)].map(submit));
    const again = await retry();
    expect(again).toMatchObject({ stored: 0, duplicates: 0, next: null });
    expect(again.failed).toHaveLength(2);
    expect((await list()).total).toBe(2);
    await repair();
    expect(await retry()).toEqual({ stored: 2, duplicates: 0, failed: [], next: null });
    expect((await list()).total).toBe(0);
    expect((await stored()).map(([offset]) => offset)).toEqual([1, 2]);
    expect(await retry()).toEqual({ stored: 0, duplicates: 0, failed: [], next: null });
    const { items } = await api.get('sessions?state=active', sessionList);
    expect(items.map(({ sid }) => sid).sort()).toEqual(['RM_1', 'RM_2']);
  });

  it('processes only the chosen events', async () => {
    for (let n = 1; n <= 3; n++) await submit(room(n));
    await repair();
    const ids = (await list()).items.filter(({ eventId }) => eventId === 'EV_2').map(({ id }) => id);
    expect(await retry({ ids })).toMatchObject({ stored: 1, failed: [], next: null });
    expect((await list()).items.map(({ eventId }) => eventId)).toEqual(['EV_3', 'EV_1']);
  });

  it('drops events that LiveKit delivered again and that were stored, and simultaneous retries store nothing twice', async () => {
    for (let n = 1; n <= 2; n++) await submit(room(n));
    await repair();
    expect(await submit(room(1))).toBe('stored');
    const both = await Promise.all([retry(), retry()]);
    expect(both.reduce((sum, { stored: n }) => sum + n, 0)).toBe(1);
    expect((await list()).total).toBe(0);
    expect(await stored()).toHaveLength(2);
  });

  it('is processed by pages of this origin only', async () => {
    const foreign = { method: 'POST' as const, body: {}, headers: { origin: 'https://evil.example' } };
    expect((await api.sendRefused('quarantine/retry', foreign)).status).toBe(403);
    expect((await api.sendRefused('quarantine/retry', { method: 'POST', body: { ids: [] } })).status).toBe(400);
  });
});
