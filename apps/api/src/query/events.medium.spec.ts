/** The log over REST. Real: the whole application, its database. */
import { eventDetail, eventList } from '@livekit-dashboard/contracts';
import { startRestApp, type RestApp } from '../testing/rest-app';
import { eventOf, iso, minute, participantOf, store } from '../testing/rows';
import { describeOnEachDatabase } from '../testing/test-database';

const EVENTS = [
  eventOf(1, { event: 'room_started', sessionSid: 'RM_1', roomName: 'support_1' }),
  eventOf(2, { event: 'participant_joined', sessionSid: 'RM_1', identity: 'ada' }),
  eventOf(3, { event: 'participant_joined', sessionSid: 'RM_2', identity: 'bob' }),
  eventOf(4, { event: 'track_published', sessionSid: 'RM_1', identity: 'ada' }),
  eventOf(5, { event: 'participant_left', sessionSid: 'RM_1', identity: 'ada' }),
  eventOf(6, { event: 'room_exploded', payload: { what: { ever: ['\u0000', '\ud800', 1e300, null] } } }),
];

describeOnEachDatabase('events', (create) => {
  let api: RestApp;

  beforeAll(async () => {
    api = await startRestApp(create);
  });
  afterAll(() => api.close());
  beforeEach(() => store(api.dataSource, { events: EVENTS }));

  const events = (query = '') => api.get(`events${query}`, eventList);
  const offsets = async (query: string) => (await events(query)).items.map(({ offset }) => offset);
  const forget = (upTo: number) => api.dataSource.query('DELETE FROM event WHERE stream_offset <= $1', [upTo]);

  it('are whole and in ascending order', async () => {
    const list = await events();
    expect(list).toMatchObject({ total: 6, nextCursor: null, offset: 6 });
    expect(list.items.map(({ offset }) => offset)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(list.items[5]?.payload).toEqual({ what: { ever: ['\u0000', '\ud800', 1e300, null] } });
  });

  it.each([
    ['?event=participant_joined', [2, 3]],
    ['?session=RM_1', [1, 2, 4, 5]],
    ['?identity=ada', [2, 4, 5]],
    ['?identity=ada&event=participant_left&session=RM_1', [5]],
    ['?session=RM_%00', []],
    ['?room=support_1', [1]],
    ['?room=support', []],
    ['?q=PORT_', [1]],
    ['?q=_RM', []],
    ['?q=rm_2', [3]],
    ['?q=AD&event=participant_joined', [2]],
    ['?after=0', [1, 2, 3, 4, 5, 6]],
    ['?after=4', [5, 6]],
    ['?after=6', []],
    ['?after=9007199254740991', []],
    [`?from=${iso(minute(2))}&to=${iso(minute(4))}`, [2, 3]],
    [`?to=${iso(minute(1))}`, []],
    ['?event=participant_left,room_exploded', [5, 6]],
    ['?event=participant_left,', [5]],
    ['?source=default&event=room_exploded', [6]],
    ['?source=elsewhere', []],
    ['?sort=-receivedAt&session=RM_1', [5, 4, 2, 1]],
    ['?sort=-receivedAt&after=4', [6, 5]],
    ['?sort=-receivedAt&q=ada', [5, 4, 2]],
    ['?from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z', [1, 2, 3, 4, 5, 6]],
  ])('of %s are %j', async (query, expected) => {
    expect(await offsets(query)).toEqual(expected);
  });

  it('of one session have their own path, with the same filters', async () => {
    const list = await api.get('sessions/RM_1/events?identity=ada&after=2&limit=1', eventList);
    expect(list).toMatchObject({ total: 2, items: [{ offset: 4 }] });
    const rest = await api.get(`sessions/RM_1/events?identity=ada&after=2&cursor=${list.nextCursor}`, eventList);
    expect(rest).toMatchObject({ nextCursor: null, items: [{ offset: 5 }] });
  });

  it.each([1, 2, 3, 6])('come in pages of %i without a gap or a repeat', async (limit) => {
    const all: number[] = [];
    let cursor = '';
    for (;;) {
      const page = await events(`?limit=${limit}${cursor}`);
      expect(page.total).toBe(6);
      all.push(...page.items.map(({ offset }) => offset));
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(all).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it.each([1, 4, 6])('newest first come in pages of %i, by the time of receipt', async (limit) => {
    await store(api.dataSource, {
      events: EVENTS.map((event, i) => Object.assign({}, event, { receivedMs: minute(i % 2) })),
    });
    const all: number[] = [];
    for (let cursor = ''; ;) {
      const page = await events(`?sort=-receivedAt&limit=${limit}${cursor}`);
      all.push(...page.items.map(({ offset }) => offset));
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(all).toEqual([6, 4, 2, 5, 3, 1]);
    expect((await api.refusal(`events?cursor=${(await events('?limit=1&sort=-receivedAt')).nextCursor}`)).status).toBe(
      400,
    );
  });

  it('are counted by value, each facet without its own filter', async () => {
    const { facets } = await events('?facets=event,source,room&identity=ada&event=participant_left&limit=1');
    expect(facets).toEqual({
      event: {
        values: ['participant_joined', 'participant_left', 'track_published'].map((value) => ({ value, count: 1 })),
        more: false,
        countedFrom: null,
      },
      source: { values: [{ value: 'default', count: 1 }], more: false, countedFrom: null },
      room: { values: [], more: false, countedFrom: null },
    });
    expect((await events('?facets=room')).facets).toEqual({
      room: { values: [{ value: 'support_1', count: 1 }], more: false, countedFrom: null },
    });
    expect((await events('')).facets).toBeUndefined();
    expect((await api.refusal('events?facets=payload')).errors).toMatchObject([{ field: 'facets' }]);
  });

  it('are counted by at most twenty values that filters accept', async () => {
    const names = [...Array.from({ length: 25 }, (_, i) => `room ${i}`), 'x'.repeat(513), ''];
    await store(api.dataSource, { events: names.map((roomName, i) => eventOf(i + 1, { roomName })) });
    const room = (await events('?facets=room')).facets?.room;
    expect(room?.values).toHaveLength(20);
    expect(room?.more).toBe(true);
    expect(await offsets(`?room=${'x'.repeat(512)}`)).toEqual([]);
  });

  it('are counted over time', async () => {
    expect((await events('?buckets=6')).buckets).toEqual({
      ...{ from: iso(minute(1)), to: iso(minute(7)), stepMs: 60_000, counts: [1, 1, 1, 1, 1, 1], countedFrom: null },
    });
    const hour = await events(`?buckets=2&from=${iso(minute(0))}&to=${iso(minute(60))}&identity=ada`);
    expect(hour.buckets).toMatchObject({ from: iso(minute(0)), stepMs: 30 * 60_000, counts: [3, 0] });
    const days = await events(`?buckets=3&from=${iso(minute(0))}&to=${iso(minute(3 * 24 * 60))}&tz=Asia/Kolkata`);
    expect(days.buckets).toMatchObject({
      stepMs: 2 * 86_400_000,
      from: expect.stringContaining('T18:30:00.000Z') as string,
    });
    expect((await events('?buckets=9&identity=nobody')).buckets).toBeNull();
    const counts = (await events('?buckets=200&from=0001-01-01T00:00:00Z&to=9999-12-31T00:00:00Z')).buckets?.counts;
    expect(counts?.reduce((a, b) => a + b)).toBe(6);
  });

  it('are found by whole ids of any age, and by parts among the newest', async () => {
    const payload = { event: 'egress_ended', egressInfo: { egressId: 'EG_1', roomName: 'a "b"\u0000' } };
    const rows = [
      ...EVENTS.map((event) => Object.assign({}, event, { participantSid: event.identity && `PA_${event.identity}` })),
      eventOf(7, { event: 'egress_ended', payload }),
      eventOf(8, { event: 'egress_updated', payload: { egressInfo: { egressId: 'EG_11' } } }),
    ];
    await store(api.dataSource, { events: rows, participants: [participantOf('PA_ada', 'RM_1')] });
    expect(await offsets('?q=EG_1')).toEqual([7]);
    expect(await offsets('?q=PA_ada')).toEqual([2, 4, 5]);
    expect((await events('?q=ada')).searchedFrom).toBeNull();
    // More newer ones than a search for parts reads.
    for (let from = 9; from <= 100_020; from += 10_000) {
      await api.dataSource.query(
        `INSERT INTO event (stream_offset, source, id, event, received_ms, synthetic, payload)
         SELECT n, 'default', 'EV_' || n, 'noise', $1::bigint + n, false, '{}' FROM generate_series($2::int, $3::int) n`,
        [minute(60), from, Math.min(from + 9_999, 100_020)],
      );
    }
    const found = await events('?q=PA_ada&sort=-receivedAt&facets=event&buckets=5');
    expect(found.items.map(({ offset }) => offset)).toEqual([5, 4, 2]);
    expect(found).toMatchObject({ total: 3, searchedFrom: iso(minute(60) + 21) });
    expect(found.facets?.event?.values).toHaveLength(3);
    expect(found.buckets?.counts.reduce((a, b) => a + b)).toBe(3);
    for (const whole of ['ada', 'RM_1', 'EG_1']) expect((await events(`?q=${whole}`)).items.length).toBeGreaterThan(0);
    expect((await events('?q=support_1')).items).toHaveLength(1);
    expect((await events('?q=upport')).items).toEqual([]);
    expect((await events('?facets=event&limit=1')).facets?.event).toEqual({
      values: [{ value: 'noise', count: 100_000 }],
      more: false,
      countedFrom: iso(minute(60) + 21),
    });
  });

  it('have their own address', async () => {
    await store(api.dataSource, {
      events: [...EVENTS, eventOf(7, { id: 'EV_1', source: 'eu' }), eventOf(8, { id: 'a/b?c#d %', source: 'eu' })],
    });
    expect((await api.get('events/EV_2', eventDetail)).event).toMatchObject({ offset: 2, identity: 'ada' });
    expect((await api.get('events/EV_1?source=eu', eventDetail)).event.offset).toBe(7);
    expect((await api.get(`events/${encodeURIComponent('a/b?c#d %')}`, eventDetail)).event.offset).toBe(8);
    expect(await api.refusal('events/EV_1')).toMatchObject({
      status: 300,
      detail: expect.stringContaining('default, eu') as string,
      choices: ['default', 'eu'].map((source) => ({
        source,
        id: 'EV_1',
        href: `/api/v1/events/EV_1?source=${source}`,
      })),
    });
    expect((await api.refusal('events/EV_1?source=us')).status).toBe(404);
    expect((await api.refusal('events/EV_none%00')).status).toBe(404);
  });

  it('[ER5] that retention deleted are answered 410, with the floor to continue from', async () => {
    await forget(3);
    const refusal = await api.refusal('events?after=2');
    expect(refusal).toMatchObject({ status: 410, title: 'Gone', floor: 3 });
    expect(await offsets(`?after=${refusal.floor}`)).toEqual([4, 5, 6]);
    expect(await offsets('')).toEqual([4, 5, 6]);
    expect((await api.refusal('sessions/RM_1/events?after=0')).floor).toBe(3);
  });

  it('that are deleted while a client pages are reported, not skipped', async () => {
    const { nextCursor } = await events('?limit=1&after=0');
    await forget(3);
    expect(await api.refusal(`events?cursor=${nextCursor}&after=0`)).toMatchObject({ status: 410, floor: 3 });
    await store(api.dataSource, { events: EVENTS });
    await forget(1);
    expect(await offsets(`?cursor=${nextCursor}&after=0`)).toEqual([2, 3, 4, 5, 6]);
  });

  it('that are all deleted have the head as their floor', async () => {
    await forget(6);
    expect(await api.refusal('events?after=5')).toMatchObject({ status: 410, floor: 6 });
    expect(await events('?after=6')).toMatchObject({ items: [], total: 0, offset: 6 });
  });

  it('are counted to 10,000', async () => {
    await api.dataSource.query(
      `INSERT INTO event SELECT (json_populate_record(t, json_build_object('stream_offset', n, 'id', 'EV_' || n))).*
       FROM event t, generate_series(7, 10001) n WHERE t.stream_offset = 3`,
    );
    expect((await events('?limit=1')).total).toBe('10000+');
    expect((await events('?limit=1&after=1')).total).toBe(10_000);
    expect((await events('?limit=500&session=RM_2')).total).toBe(9_996);
  });
});
