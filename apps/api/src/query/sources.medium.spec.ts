/** Several servers: their rows are distinguished, whatever their sids. Real: the whole application, its database. */
import {
  agentList,
  analytics,
  costs,
  eventList,
  sessionDetail,
  sessionList,
  usageList,
} from '@livekit-dashboard/contracts';
import { startRestApp, type RestApp } from '../testing/rest-app';
import { eventOf, iso, minute, NINE, participantOf, sessionOf, store, trackOf } from '../testing/rows';
import { describeOnEachDatabase } from '../testing/test-database';

const ODD = 'RM_a/b?c d#ü%2F';

describeOnEachDatabase('sessions of two servers', (create) => {
  let api: RestApp;

  beforeAll(async () => {
    api = await startRestApp(create);
    const [eu, us] = [{ source: 'eu' }, { source: 'us/2' }];
    const left = { leftMs: minute(4) };
    await store(api.dataSource, {
      sessions: [
        sessionOf('RM_both', { ...eu, name: 'in eu', endedMs: minute(5) }),
        sessionOf('RM_both', { ...us, name: 'in us', endedMs: minute(6) }),
        sessionOf('RM_eu', eu),
        sessionOf(ODD, us),
      ],
      participants: [
        participantOf('PA_1', 'RM_both', { ...eu, ...left, identity: 'ana' }),
        participantOf('PA_1', 'RM_both', { ...us, ...left, identity: 'ben' }),
        participantOf('PA_2', 'RM_both', { ...us, ...left, kind: 'AGENT', agentName: 'scribe' }),
      ],
      tracks: [trackOf('TR_1', 'RM_both', eu), trackOf('TR_1', 'RM_both', us)],
      events: [
        eventOf(1, { ...eu, sessionSid: 'RM_both' }),
        eventOf(2, { ...us, sessionSid: 'RM_both' }),
        eventOf(3, { ...us, sessionSid: ODD }),
      ],
    });
  });
  afterAll(() => api.close());

  it('with the same sid are answered 300 with both', async () => {
    expect(await api.refusal('sessions/RM_both')).toMatchObject({
      status: 300,
      choices: [
        { source: 'eu', sid: 'RM_both', href: '/api/v1/sessions/RM_both?source=eu' },
        { source: 'us/2', sid: 'RM_both', href: '/api/v1/sessions/RM_both?source=us%2F2' },
      ],
    });
    const { status, choices } = await api.refusal('sessions/RM_both/events');
    expect([status, choices?.[0]?.href]).toEqual([300, '/api/v1/sessions/RM_both/events?source=eu']);
  });

  it.each([
    ['eu', 'in eu', ['ana'], 1],
    ['us/2', 'in us', ['ben', 'PA_2'], 2],
  ])('with the same sid are each found by source (%s)', async (source, name, identities, offset) => {
    const named = `source=${encodeURIComponent(source)}`;
    const { session, participants, tracks } = await api.get(`sessions/RM_both?${named}`, sessionDetail);
    expect([session.source, session.name]).toEqual([source, name]);
    expect(participants.map(({ identity }) => identity)).toEqual(identities);
    expect(tracks).toHaveLength(1);
    const { items } = await api.get(`sessions/RM_both/events?${named}`, eventList);
    expect(items.map((event) => event.offset)).toEqual([offset]);
  });

  it('need no source if the sid is unique, and a wrong source finds none', async () => {
    expect((await api.get('sessions/RM_eu', sessionDetail)).session.source).toBe('eu');
    expect((await api.refusal('sessions/RM_eu?source=us')).status).toBe(404);
  });

  it('are found by sids with special characters', async () => {
    const { session } = await api.get(`sessions/${encodeURIComponent(ODD)}`, sessionDetail);
    expect(session.sid).toBe(ODD);
    const { items } = await api.get(`sessions/${encodeURIComponent(ODD)}/events`, eventList);
    expect(items).toHaveLength(1);
  });

  it('are listed by server', async () => {
    const of = async (source: string) =>
      (await api.get(`sessions?source=${encodeURIComponent(source)}`, sessionList)).items.map(({ sid }) => sid).sort();
    expect(await of('eu')).toEqual(['RM_both', 'RM_eu']);
    expect(await of('us/2')).toEqual([ODD, 'RM_both'].sort());
    expect(await of('nowhere')).toEqual([]);
  });

  it('are counted by server', async () => {
    const range = `from=${iso(NINE)}&to=${iso(minute(60))}`;
    const [day] = (await api.get(`usage?${range}&source=eu`, usageList)).items;
    expect([day?.joins, day?.sessions]).toEqual([1, 2]);
    const { days } = await api.get(`analytics?${range}&source=us%2F2`, analytics);
    expect([days[0]?.joins, days[0]?.sessions, days[0]?.peakAgents]).toEqual([2, 2, 1]);
  });

  it('with the same sid are separate parts of usage', async () => {
    const asked = `groupBy=session&from=${iso(NINE)}&to=${iso(minute(60))}`;
    const { items } = await api.get(`usage?${asked}`, usageList);
    expect(items.map(({ key, source, joins }) => [key, source, joins]).sort()).toEqual([
      [ODD, 'us/2', 0],
      ['RM_both', 'eu', 1],
      ['RM_both', 'us/2', 2],
      ['RM_eu', 'eu', 0],
    ]);
    const paged = await api.get(`usage?${asked}&limit=1`, usageList);
    const next = await api.get(`usage?${asked}&limit=3&cursor=${paged.nextCursor}`, usageList);
    expect([...paged.items, ...next.items]).toEqual(items);
    const { parts } = await api.get('costs?groupBy=session&from=2026-11-23&to=2026-11-24', costs);
    expect(parts?.items.map(({ key, source, minutes }) => [key, source, minutes.participant])).toEqual([
      ['RM_both', 'us/2', 8],
      ['RM_both', 'eu', 4],
      ['RM_eu', 'eu', 0],
      [ODD, 'us/2', 0],
    ]);
    const file = await api.text('/api/v1/exports/costs.csv?groupBy=session&from=2026-11-23&to=2026-11-24');
    const sources = file.split('\r\n').map((line) => line.split(',').at(-1));
    expect(sources).toEqual(['source', '"us/2"', '"eu"', '"eu"', '"us/2"', '', '', '', '']);
  });

  it('have agents with their source', async () => {
    const { items } = await api.get('agents?source=us%2F2', agentList);
    expect(items.map(({ sid, source }) => [sid, source])).toEqual([['PA_2', 'us/2']]);
    expect((await api.get('agents?source=eu', agentList)).items).toEqual([]);
  });

  it('have their own events', async () => {
    const { items } = await api.get('events?source=us%2F2', eventList);
    expect(items.map((event) => event.offset)).toEqual([2, 3]);
  });
});
