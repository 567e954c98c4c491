/** Tenants: rooms that name one, participants that do, and both. Real: the whole application, its database. */
import { costs, sessionDetail, sessionList, usageList } from '@livekit-dashboard/contracts';
import { RatePlans } from '@livekit-dashboard/domain';
import { TenantRepository } from '../store/usage/tenant.repository';
import { parseEnvironment } from '../config/parse-environment';
import { egressOf, iso, participantOf, sessionOf, store } from '../testing/rows';
import { type RestApp, startRestApp } from '../testing/rest-app';
import { describeOnEachDatabase } from '../testing/test-database';

const START = Date.UTC(2025, 9, 1, 12);
const MINUTE = 60_000;
const RANGE = `from=${iso(START)}&to=${iso(START + 60 * MINUTE)}`;
const DAYS = 'from=2025-10-01&to=2025-10-02';
const PLAN = {
  currency: 'USD',
  monthlyFee: '50',
  effectiveFrom: '2025-09-01',
  dimensions: [{ dimension: 'participant', price: '1', includedMinutes: 1000, incrementSeconds: 60, minimumUnits: 0 }],
};

/** In each session every participant stays for the given minutes, and an agent for one. */
const session = (sid: string, metadata: string | null) =>
  sessionOf(sid, { startedMs: START, endedMs: START + 50 * MINUTE, metadata });
const person = (sid: string, minutes: number, told: { metadata?: string; attributes?: Record<string, string> }) =>
  participantOf(`PA_${sid}_${minutes}`, sid, { joinedMs: START, leftMs: START + minutes * MINUTE, ...told });
const agent = (sid: string) =>
  participantOf(`PA_${sid}_agent`, sid, { kind: 'AGENT', joinedMs: START, leftMs: START + MINUTE });

const WORLD = {
  sessions: [
    session('RM_room', '{"customer":"acme"}'),
    session('RM_one', '{"customer":""}'),
    session('RM_several', null),
    session('RM_none', 'no JSON'),
  ],
  participants: [
    person('RM_room', 2, { metadata: '{"customer":"globex"}' }),
    agent('RM_room'),
    person('RM_one', 3, { metadata: '{"customer":"globex"}', attributes: { customer: 'acme' } }),
    person('RM_one', 4, {}),
    agent('RM_one'),
    person('RM_several', 5, { attributes: { customer: 'acme' } }),
    person('RM_several', 6, { metadata: '{"customer":"globex"}' }),
    person('RM_several', 7, {}),
    agent('RM_several'),
    person('RM_none', 8, {}),
  ],
  egresses: [egressOf('EG_one', 'RM_one', { startedMs: START, endedMs: START + MINUTE })],
};

describeOnEachDatabase('tenants', (create) => {
  let api: RestApp;
  beforeAll(async () => {
    api = await startRestApp(create, { TENANT_KEY: 'customer' });
    await store(api.dataSource, WORLD);
    await readAgain('customer');
    const insert = 'INSERT INTO rate_plan (saved_ms, rates) VALUES ($1, $2::json)';
    await api.dataSource.query(insert, [START, JSON.stringify(new RatePlans([PLAN as never]).plans[0])]);
  });
  afterAll(() => api.close());

  const readAgain = (key: string) => {
    const config = parseEnvironment({ TENANT_KEY: key }, () => '');
    return new TenantRepository(api.dataSource, config).readAgain(new AbortController().signal);
  };
  const minutesBy = async (
    query: string,
  ): Promise<Record<string, [participant: number, agent: number, video: number]>> => {
    const { items } = await api.get(`usage?${RANGE}&${query}`, usageList);
    return Object.fromEntries(
      items.map(({ key, minutes }) => [key ?? '-', [minutes.participant, minutes.agent, minutes.transcode_video]]),
    );
  };
  const BY_TENANT = { acme: [8, 1, 0], globex: [14, 1, 1], '-': [16, 1, 0] };

  it('[US12] are those of the room, otherwise of the person, otherwise the only one of the session', async () => {
    expect(await minutesBy('groupBy=tenant')).toEqual(BY_TENANT);
  });

  it('limit usage and costs to their own', async () => {
    for (const tenant of ['acme', 'globex'] as const) {
      expect(await minutesBy(`groupBy=tenant&tenant=${tenant}`)).toEqual({ [tenant]: BY_TENANT[tenant] });
      const [participant] = BY_TENANT[tenant];
      const cost = await api.get(`costs?${DAYS}&tenant=${tenant}&groupBy=session`, costs);
      expect(cost).toMatchObject({ scope: 'filtered', total: String(participant), monthlyFee: null });
      expect(cost.parts).toMatchObject({ listPrice: String(participant), included: null });
      const parts = cost.parts?.items.reduce((sum, { amount }) => sum + Number(amount), 0);
      expect([parts, Number(cost.days[0]?.amount)]).toEqual([participant, participant]);
    }
    expect(await minutesBy('groupBy=tenant&tenant=nobody')).toEqual({});
  });

  it('are rows of a cost file, whose last rows add up to the total', async () => {
    const lines = (await api.text(`/api/v1/exports/costs.csv?${DAYS}&groupBy=tenant`)).trim().split('\r\n');
    const [head, ...rows] = lines.map((line) => line.replace('\uFEFF', '').split(','));
    expect([head?.[0], head?.[1]]).toEqual(['tenant', 'row']);
    const amount = head?.indexOf('amount') ?? -1;
    expect(rows.map((row) => [row[0], row[1], row[amount]])).toEqual([
      ['', '"part"', '16'],
      ['"globex"', '"part"', '14'],
      ['"acme"', '"part"', '8'],
      ['', '"included"', '-38'],
      ['', '"monthlyFee"', '50'],
      ['', '"total"', '50'],
    ]);
    const filtered = await api.text(`/api/v1/exports/costs.csv?${DAYS}&groupBy=session&tenant=acme`);
    expect(filtered.trim().split('\r\n').slice(1)).toHaveLength(3);
    expect(filtered).toMatch(/^sessionSid,row,|^\uFEFFsessionSid,row,/);
  });

  it('find sessions with any of their participants, and appear in them', async () => {
    const of = async (query: string) =>
      (await api.get(`sessions?${query}&sort=startedAt`, sessionList)).items
        .map(({ sid, tenant }) => [sid, tenant])
        .sort();
    expect(await of('tenant=acme')).toEqual([
      ['RM_room', 'acme'],
      ['RM_several', null],
    ]);
    expect(await of('tenant=globex')).toEqual([
      ['RM_one', 'globex'],
      ['RM_several', null],
    ]);
    expect((await api.get('sessions/RM_one', sessionDetail)).session.tenant).toBe('globex');
    expect((await api.get('sessions/RM_none', sessionDetail)).session.tenant).toBeNull();
  });

  it('are read again after TENANT_KEY changed', async () => {
    const tenants = async () =>
      (
        await api.dataSource.query<{ tenant: string | null }[]>('SELECT DISTINCT tenant FROM participant ORDER BY 1')
      ).map(({ tenant }) => tenant);
    expect(await readAgain('customer')).toBe(0);
    expect(await readAgain('plan')).toBeGreaterThan(0);
    expect(await tenants()).toEqual([null]);
    await readAgain('customer');
    expect(await tenants()).toEqual(['acme', 'globex', null]);
  });
});
