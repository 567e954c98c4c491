/** Exported files over REST. Real: the whole application, its database. */
import { agent, eventList, listedSession, storedEvent, usageItem } from '@livekit-dashboard/contracts';
import { z } from 'zod';
import { CallerClosedError } from '../../http/until-closed';
import { ExportRepository } from '../../store/exports/export.repository';
import { eventOf, iso, minute, participantOf, sessionOf, store } from '../../testing/rows';
import { type RestApp, startRestApp } from '../../testing/rest-app';
import { describeOnEachDatabase } from '../../testing/test-database';
import { unzip } from '../../testing/unzip';

const SESSIONS = Array.from({ length: 2_300 }, (_, i) =>
  sessionOf(`RM_${String(i).padStart(4, '0')}`, {
    name: i === 7 ? '=1+1' : `room-${i % 2}`,
    startedMs: minute(i),
    endedMs: i % 10 === 0 ? null : minute(i + 5),
  }),
);
const PEOPLE = SESSIONS.flatMap(({ sid }, i) =>
  Array.from({ length: i === 11 ? 2_500 : 1 }, (_, n) =>
    participantOf(`PA_${i}_${n}`, sid, {
      identity: i === 3 ? 'ada' : `p-${n}`,
      joinedMs: minute(i) + n,
      leftMs: minute(i + 1),
    }),
  ),
);
const EVENTS = Array.from({ length: 1_200 }, (_, i) =>
  eventOf(i + 1, { event: i % 3 === 0 ? 'room_started' : 'room_finished', payload: { n: i, name: '@x' } }),
);

describeOnEachDatabase('exported files', (create) => {
  let api: RestApp;

  beforeAll(async () => {
    api = await startRestApp(create);
    await store(api.dataSource, { sessions: SESSIONS, participants: PEOPLE, events: EVENTS });
  });
  afterAll(() => api.close());

  const rows = async <T extends z.ZodType>(path: string, item: T): Promise<z.output<T>[]> =>
    z.array(item).parse(JSON.parse(await api.text(`/api/v1/exports/${path}`)));
  const lines = async (path: string) => (await api.text(`/api/v1/exports/${path}`)).split('\r\n').slice(0, -1);

  it('contain every session of the filter once, in the requested order', async () => {
    const sids = (await rows('sessions.json?sort=startedAt', listedSession)).map(({ sid }) => sid);
    expect(sids).toEqual(SESSIONS.map(({ sid }) => sid));
    const range = `from=${iso(minute(100))}&to=${iso(minute(1_500))}`;
    for (const filter of [
      'state=ended&room=room-1',
      range,
      `${range}&state=ended&sort=-duration`,
      'identity=ada',
      'q=RM_00',
    ]) {
      const listed = await api.get(`sessions?${filter}&limit=1`, z.object({ total: z.number() }).loose());
      const found = await rows(`sessions.json?${filter}`, listedSession);
      expect(new Set(found.map(({ sid }) => sid)).size).toBe(listed.total);
      expect(found.length).toBe(listed.total);
    }
  });

  it('contain all participants of the matching sessions, in their order', async () => {
    const all = await rows('participants.json?sort=startedAt', agent);
    expect(all.map(({ sid }) => sid)).toEqual(PEOPLE.map(({ sid }) => sid));
    expect(await rows('participants.json?identity=ada', agent)).toMatchObject([
      { identity: 'ada', sessionName: 'room-1' },
    ]);
    expect(await rows('participants.json?room=none', agent)).toEqual([]);
    expect(await rows('participants.json?tenant=anybody', agent)).toEqual([]); // no TENANT_KEY is set
  });

  it('contain the requested events with all columns', async () => {
    const [head, ...body] = await lines('events.csv?event=room_finished&after=2');
    expect(head).toBe(`\uFEFF${Object.keys(storedEvent.shape).join(',')}`);
    expect(body).toHaveLength(799);
    expect(body[0]).toContain('"{""n"":2,""name"":""@x""}"');
    expect(await rows('events.json', storedEvent)).toHaveLength(1_200);
  });

  it('contain the same usage as the list', async () => {
    const range = `from=${iso(minute(0))}&to=${iso(minute(3_000))}`;
    for (const groupBy of ['day', 'room', 'session']) {
      const used = await rows(`usage.json?${range}&groupBy=${groupBy}`, usageItem);
      const listed = await api.get(
        `usage?${range}&groupBy=${groupBy}&limit=500`,
        z.object({ items: z.array(usageItem) }).loose(),
      );
      expect(used.slice(0, 500)).toEqual(listed.items);
    }
    expect((await lines(`usage.csv?${range}`))[0]).toContain('minutes.participant');
  });

  it('neutralize formulas in names, and state their content type', async () => {
    expect((await lines('sessions.csv?sort=startedAt'))[8]).toMatch(/^"RM_0007","'=1\+1",/);
    const reply = await api.reply('/api/v1/exports/sessions.xlsx?room=%3D1%2B1&to=2026-11-25T00:00:00Z');
    expect(reply.headers).toMatchObject({
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': 'attachment; filename="livekit-sessions-to-2026-11-24.xlsx"',
      'cache-control': 'no-store',
    });
    const sheet = unzip(reply.rawPayload).get('xl/worksheets/sheet1.xml');
    expect(sheet).toContain('<t xml:space="preserve">=1+1</t>');
    expect(sheet).not.toContain('<f');
  });

  it.each([
    ['sessions.pdf', 400, 'format'],
    ['sessions.csv?limit=5', 400, 'limit'],
    ['usage.xlsx?groupBy=colour', 400, 'groupBy'],
  ])('%s is rejected by name', async (path, status, field) => {
    expect(await api.refusal(`exports/${path}`)).toMatchObject({ status, errors: [{ field }] });
  });

  it('stop being read when the client disconnects', async () => {
    const real = ExportRepository.prototype.events;
    const stopped = new Promise<unknown>((resolve) => {
      ExportRepository.prototype.events = async function* (query, signal) {
        try {
          for (;;) yield* real.call(this, query, signal);
        } finally {
          resolve(signal.reason);
        }
      };
    });
    const url = await api.listen();
    const stop = new AbortController();
    const reply = await fetch(`${url}/api/v1/exports/events.json`, { signal: stop.signal });
    await reply.body?.getReader().read();
    stop.abort();
    expect(await stopped).toBeInstanceOf(CallerClosedError);
    ExportRepository.prototype.events = real;
  });

  it('of a search contain what the list finds, page by page', async () => {
    const found = await rows('events.json?q=room_', storedEvent);
    const list = await api.get('events?q=room_&limit=500', eventList);
    expect(found.length).toBe(list.total);
    expect(found.slice(0, list.items.length)).toEqual(list.items);
  });

  it('of deleted events are rejected before they begin', async () => {
    await api.dataSource.query('DELETE FROM event WHERE stream_offset <= 10');
    expect(await api.refusal('exports/events.xlsx?after=5')).toMatchObject({ status: 410, floor: 10 });
    expect(await rows('events.json', storedEvent)).toHaveLength(1_190);
  });
});
