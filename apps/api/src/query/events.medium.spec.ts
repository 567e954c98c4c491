/** The log over REST. Real: the whole application, its database. */
import { eventList } from '@livekit-dashboard/contracts';
import { startRestApp, type RestApp } from '../testing/rest-app';
import { eventOf, iso, minute, store } from '../testing/rows';
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

  it('come whole and ascending', async () => {
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
  ])('of %s are %j', async (query, expected) => {
    expect(await offsets(query)).toEqual(expected);
  });

  it('of one session have a path of their own, with the same filters', async () => {
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

  it('that retention no longer keeps are answered 410, naming the floor to go on from', async () => {
    await forget(3);
    const refusal = await api.refusal('events?after=2');
    expect(refusal).toMatchObject({ status: 410, title: 'Gone', floor: 3 });
    expect(await offsets(`?after=${refusal.floor}`)).toEqual([4, 5, 6]);
    expect(await offsets('')).toEqual([4, 5, 6]);
    expect((await api.refusal('sessions/RM_1/events?after=0')).floor).toBe(3);
  });

  it('that are gone while one reads page by page are not passed over in silence', async () => {
    const { nextCursor } = await events('?limit=1&after=0');
    await forget(3);
    expect(await api.refusal(`events?cursor=${nextCursor}&after=0`)).toMatchObject({ status: 410, floor: 3 });
    await store(api.dataSource, { events: EVENTS });
    await forget(1);
    expect(await offsets(`?cursor=${nextCursor}&after=0`)).toEqual([2, 3, 4, 5, 6]);
  });

  it('that are all gone have the head as their floor', async () => {
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
