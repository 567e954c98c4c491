/** Egresses and ingresses over REST and in snapshots. Real: the whole application, its database. */
import { egressList, ingressList, sessionDetail, sessionList } from '@livekit-dashboard/contracts';
import { FeedRepository } from '../store/topics/feed.repository';
import { type RestApp, startRestApp } from '../testing/rest-app';
import { egressOf, ingressOf, iso, minute, sessionOf, store } from '../testing/rows';
import { describeOnEachDatabase } from '../testing/test-database';

const FILE = { filename: 'calls/2026/standup.mp4', location: 's3://bucket/calls/2026/standup.mp4' };
const EGRESSES = [
  egressOf('EG_1', 'RM_1', { roomName: 'standup', startedMs: minute(1), endedMs: minute(9), results: [FILE] }),
  egressOf('EG_2', 'RM_2', {
    ...{ roomName: 'demo', startedMs: minute(2), endedMs: minute(3), status: 'EGRESS_FAILED' },
    ...{ error: 'Start signal not received', errorCode: 412, details: 'End reason: Failure', backupStorageUsed: true },
  }),
  egressOf('EG_web', null, { kind: 'web', startedMs: minute(4) }),
  egressOf('EG_eu', 'RM_1', { source: 'eu', startedMs: null, endedMs: minute(5), status: 'EGRESS_ABORTED' }),
  egressOf('EG_new', null, { kind: 'web', startedMs: null, status: 'EGRESS_STARTING' }),
];
const INGRESSES = [
  ingressOf('IN_1', 'RM_1', {
    roomName: 'standup',
    startedMs: minute(1),
    endedMs: minute(2),
    error: 'no stream',
    status: 'ENDPOINT_ERROR',
  }),
  ingressOf('IN_2', null, { inputType: 'WHIP_INPUT', startedMs: minute(3) }),
];

describeOnEachDatabase('egresses and ingresses', (create) => {
  let api: RestApp;
  beforeAll(async () => {
    api = await startRestApp(create);
    await store(api.dataSource, {
      sessions: ['RM_1', 'RM_2', 'RM_3'].map((sid) => sessionOf(sid)),
      egresses: EGRESSES,
      ingresses: INGRESSES,
    });
  });
  afterAll(() => api.close());

  const ids = async (query: string) => (await api.get(`egresses${query}`, egressList)).items.map(({ id }) => id);
  const ingressIds = async (query: string) =>
    (await api.get(`ingresses${query}`, ingressList)).items.map(({ id }) => id);

  it.each([
    ['', ['EG_new', 'EG_eu', 'EG_web', 'EG_2', 'EG_1']],
    ['?state=active', ['EG_new', 'EG_web']],
    ['?state=ended', ['EG_eu', 'EG_2', 'EG_1']],
    ['?status=EGRESS_FAILED,EGRESS_ABORTED', ['EG_eu', 'EG_2']],
    ['?session=RM_1&source=default', ['EG_1']],
    ['?room=demo', ['EG_2']],
    ['?status=%00', []],
    ['?kind=web', ['EG_new', 'EG_web']],
    ['?q=STANDUP.mp4', ['EG_1']],
    ['?q=eg_w', ['EG_web']],
    [`?from=${iso(minute(8))}`, ['EG_new', 'EG_web', 'EG_1']],
    [`?to=${iso(minute(2))}`, ['EG_new', 'EG_1']],
    ['?from=0001-01-01T00:00:00Z&to=9999-12-31T00:00:00Z&status=EGRESS_COMPLETE', ['EG_1']],
  ])('egresses of %s are %j', async (query, expected) => {
    expect(await ids(query)).toEqual(expected);
  });

  it.each([
    ['', ['IN_2', 'IN_1']],
    ['?state=active', ['IN_2']],
    ['?session=RM_1', ['IN_1']],
    ['?inputType=WHIP_INPUT', ['IN_2']],
    ['?status=ENDPOINT_ERROR', ['IN_1']],
    ['?q=standup', ['IN_1']],
  ])('ingresses of %s are %j', async (query, expected) => {
    expect(await ingressIds(query)).toEqual(expected);
  });

  it('come in whole pages', async () => {
    const all: string[] = [];
    for (let cursor = ''; ;) {
      const page = await api.get(`egresses?limit=2${cursor}`, egressList);
      expect(page.total).toBe(5);
      all.push(...page.items.map(({ id }) => id));
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(all).toEqual(['EG_new', 'EG_eu', 'EG_web', 'EG_2', 'EG_1']);
    const [failed] = (await api.get('egresses?room=demo', egressList)).items;
    expect(failed).toMatchObject({ errorCode: 412, details: 'End reason: Failure', backupStorageUsed: true });
    expect((await api.refusal('egresses?cursor=nonsense')).status).toBe(400);
  });

  it('belong to their session', async () => {
    const detail = await api.get('sessions/RM_1', sessionDetail);
    expect(detail.ingresses).toMatchObject([{ id: 'IN_1', error: 'no stream' }]);
    expect(detail.egresses.map(({ id }) => id)).toEqual(['EG_1']);
  });

  it('mark a session as recorded only if one runs or succeeded', async () => {
    const { items } = await api.get('sessions?flags=recorded', sessionList);
    expect(items.map(({ sid }) => sid)).toEqual(['RM_1']);
  });

  it('are topics: a snapshot contains running ones, a resume all that changed', async () => {
    const feed = api.provider(FeedRepository);
    const idsOf = async (topic: 'egresses' | 'ingresses' | 'session:RM_1', since: number | null) =>
      (await (since === null ? feed.snapshotRows(topic) : feed.changedRows(topic, since))).changes.map(
        ({ kind, id }) => `${kind} ${id}`,
      );
    expect((await idsOf('egresses', null)).sort()).toEqual(['egress EG_new', 'egress EG_web']);
    expect(await idsOf('egresses', 0)).toHaveLength(5);
    expect(await idsOf('egresses', 1)).toEqual([]);
    expect(await idsOf('ingresses', null)).toEqual(['ingress default/IN_2%2FRES_1']);
    expect(await idsOf('session:RM_1', null)).toContain('ingress default/IN_1%2FRES_1');
  });
});
