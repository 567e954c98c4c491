/** Usage, analytics and costs: the same numbers rolled up or not, whole or in parts. Real: the whole application, its database. */
import { analytics, costs, DIMENSIONS, type UsageItem, type UsageList, usageList } from '@livekit-dashboard/contracts';
import { startRestApp, type RestApp } from '../testing/rest-app';
import { chance } from '../testing/chance';
import { egressOf, iso, participantOf, sessionOf, store } from '../testing/rows';
import { describeOnEachDatabase } from '../testing/test-database';
import { enterDays, rollDay } from '../store/usage/rollup-day';
import { incrementPeriods } from '../store/usage/increments';
import { RatePlans } from '@livekit-dashboard/domain';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** A past month, whatever the clock says. */
const START = Date.UTC(2025, 9, 1);
const END = Date.UTC(2025, 10, 1);
const RANGE = `from=${iso(START)}&to=${iso(END)}`;

/** A month of sessions of three rooms and two tenants, some across midnight, some estimated, some with an agent or a phone. */
function month() {
  const random = chance(7);
  const below = (n: number): number => Math.floor(random() * n);
  const sessions = Array.from({ length: 60 }, (_, i) => {
    const startedMs = START + below(30 * 24) * HOUR_MS + below(HOUR_MS);
    const tenant = ['acme', 'globex', null][i % 3];
    return sessionOf(`RM_${i}`, {
      name: `room-${i % 3}`,
      startedMs,
      endedMs: startedMs + below(5 * HOUR_MS),
      metadataFields: tenant ? [`customer:${tenant}`, 'plan:pro'] : null,
    });
  });
  const participants = sessions.flatMap(({ sid, startedMs, endedMs }, i) =>
    Array.from({ length: 4 }, (_, n) => {
      const kind = ['STANDARD', 'STANDARD', 'SIP', 'AGENT'][n]!;
      const joinedMs = startedMs! + below(60_000);
      const leftMs = Math.max(joinedMs, joinedMs + below(endedMs! - startedMs! + 1));
      const agentName = kind === 'AGENT' ? 'scribe' : null;
      const told = {
        kind,
        agentName,
        joinedMs,
        leftMs,
        leftEstimated: i % 7 === 0,
        disconnectReason: 'CLIENT_INITIATED',
      };
      return participantOf(`PA_${i}_${n}`, sid, { identity: `person-${(i + n) % 9}`, ...told });
    }),
  );
  const egresses = sessions
    .filter((_, i) => i % 5 === 0)
    .map(({ sid, startedMs, endedMs }, i) => egressOf(`EG_${i}`, sid, { startedMs, endedMs }));
  return { sessions, participants, egresses };
}

const PLAN = {
  currency: 'USD',
  monthlyFee: '50',
  effectiveFrom: '2025-09-01',
  dimensions: DIMENSIONS.map((dimension, i) => ({
    dimension,
    price: `0.00${i + 1}3`,
    includedMinutes: 600 * i,
    incrementSeconds: 60,
    minimumUnits: 1,
  })),
};

describeOnEachDatabase('usage', (create) => {
  let api: RestApp;
  beforeAll(async () => {
    api = await startRestApp(create, { TENANT_KEY: 'customer' });
    await store(api.dataSource, month());
    const insert = 'INSERT INTO rate_plan (saved_ms, rates) VALUES ($1, $2::json)';
    await api.dataSource.query(insert, [START, JSON.stringify(PLAN)]);
  });
  afterAll(() => api.close());

  const usage = async (query: string): Promise<UsageItem[]> =>
    (await api.get(`usage?${RANGE}&limit=500&${query}`, usageList)).items;
  const cents = (amount: string | null): bigint => {
    const [, sign, whole, part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount ?? '')!;
    return BigInt(`${sign}${whole}${part.padEnd(12, '0')}`);
  };
  const added = (items: readonly UsageItem[]): Record<string, number> => {
    const sum: Record<string, number> = {};
    for (const { key: _, source: _s, identities: __, peakPeople: ___, minutes: ____, unitSeconds, ...rest } of items) {
      for (const [name, value] of Object.entries({ ...rest, ...unitSeconds })) sum[name] = (sum[name] ?? 0) + value;
    }
    return sum;
  };

  it('by day, room, session and tenant adds up to the same', async () => {
    const days = added(await usage('groupBy=day'));
    expect(days['joins']).toBe(240);
    expect(days['sessions']).toBe(60);
    for (const groupBy of ['room', 'session', 'tenant']) expect(added(await usage(`groupBy=${groupBy}`))).toEqual(days);
    for (const groupBy of ['identity', 'agent']) {
      const { sessions: _, ...parts } = added(await usage(`groupBy=${groupBy}`));
      expect({ ...parts, sessions: 60 }).toEqual(days);
    }
    expect(added(await usage('groupBy=day&tz=Asia/Kolkata'))).toEqual(days);
  });

  it('can be limited to a room, a person, an agent, a tenant', async () => {
    const rooms = await usage('groupBy=room');
    const [room] = rooms.filter(({ key }) => key === 'room-1');
    expect(added(await usage('groupBy=day&room=room-1'))).toEqual(added([room!]));
    const tenants = await usage('groupBy=tenant');
    expect(tenants.map(({ key }) => key).sort()).toEqual(['acme', 'globex', null].sort());
    const [acme] = tenants.filter(({ key }) => key === 'acme');
    expect(added(await usage('groupBy=room&tenant=acme'))).toEqual(added([acme!]));
    const [scribe] = (await usage('groupBy=agent')).filter(({ key }) => key === 'scribe');
    expect(added(await usage('groupBy=session&agent=scribe'))['agentMs']).toBe(scribe?.agentMs);
    expect(await usage('groupBy=room&identity=nobody')).toEqual([]);
  });

  it('comes in pages', async () => {
    const all = await usage('groupBy=session');
    const paged: UsageItem[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: UsageList = await api.get(
        `usage?${RANGE}&groupBy=session&limit=7${cursor && `&cursor=${cursor}`}`,
        usageList,
      );
      expect(page.total).toBe(60);
      paged.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all);
    const days = await api.get(`usage?${RANGE}&limit=20`, usageList);
    expect([days.total, days.items.length]).toEqual([31, 20]);
    const rest = await api.get(`usage?${RANGE}&limit=20&cursor=${days.nextCursor}`, usageList);
    expect([...days.items, ...rest.items]).toEqual(await usage('groupBy=day'));
  });

  it('costs the sum of its parts, less the included minutes, plus the fee', async () => {
    const asked = 'from=2025-10-01&to=2025-11-01&limit=500';
    const whole = await api.get(`costs?${asked}`, costs);
    expect(whole).toMatchObject({ currency: 'USD', parts: null, monthlyFee: '50' });
    const lines = whole.lines.reduce((sum, { amount }) => sum + cents(amount), 0n);
    expect(lines + cents('50')).toBe(cents(whole.total));
    expect(whole.days.reduce((sum, { amount }) => sum + cents(amount), 0n)).toBe(cents(whole.total));
    expect(whole.estimatedMinutes).toBeGreaterThan(0);
    for (const groupBy of ['day', 'room', 'identity', 'agent', 'session', 'tenant']) {
      const { parts, total } = await api.get(`costs?${asked}&groupBy=${groupBy}`, costs);
      const items = parts!.items.reduce((sum, { amount }) => sum + cents(amount), 0n);
      expect(items).toBe(cents(parts!.listPrice));
      expect(items + cents(parts!.included) + cents('50')).toBe(cents(total));
    }
  });

  it('[US8] is priced under a filter by its part, in every line, and the parts of any filter add up to the total', async () => {
    const asked = 'from=2025-10-01&to=2025-11-01&limit=500';
    const whole = await api.get(`costs?${asked}`, costs);
    for (const by of ['room', 'tenant', 'identity', 'agent', 'session'] as const) {
      const { parts } = await api.get(`costs?${asked}&groupBy=${by}`, costs);
      let minutes = 0;
      for (const { key, amount, minutes: own } of parts!.items) {
        minutes += own.participant;
        if (key === null || (by === 'session' && !key.endsWith('1'))) continue;
        const filtered = await api.get(`costs?${asked}&${by}=${key}&groupBy=room`, costs);
        // An agent may have the identity of a person: the filter finds both, and the part contains the person alone.
        const expected = by === 'identity' ? filtered.total : amount;
        expect(filtered).toMatchObject({ scope: 'filtered', total: expected, monthlyFee: null });
        expect(filtered.parts).toMatchObject({ listPrice: expected, included: null });
        for (const list of [filtered.lines, filtered.days, filtered.parts!.items]) {
          const closed = (list as { amount: string | null }[]).reduce((sum, one) => sum + cents(one.amount), 0n);
          expect(closed).toBe(cents(expected));
        }
        expect(filtered.lines.every(({ included }) => included === null)).toBe(true);
      }
      const all = whole.lines.find(({ dimension }) => dimension === 'participant')?.minutes;
      expect(minutes).toBe(all);
    }
    const other = await api.get(`costs?${asked}&source=elsewhere`, costs);
    expect(other).toMatchObject({ scope: 'filtered', lines: [], total: '0' });
    expect((await api.get(`costs?${asked}&source=default`, costs)).lines).toHaveLength(whole.lines.length);
  });

  it('of a session has its cost, whatever its age', async () => {
    const { parts } = await api.get('costs?from=2025-10-01&to=2025-11-02&limit=500&groupBy=session', costs);
    const part = parts!.items.find(({ key }) => key === 'RM_7');
    const { total, scope, from } = await api.get('costs?session=RM_7', costs);
    expect([total, scope, from.slice(0, 7)]).toEqual([part!.amount, 'filtered', '2025-10']);
    expect((await api.get('costs?session=RM_unknown', costs)).total).toBe('0');
  });

  it('is compared with the previous period', async () => {
    const shown = await api.get('costs?from=2025-11-01&to=2025-12-01&compare=previous', costs);
    const october = await api.get('costs?from=2025-10-01&to=2025-11-01', costs);
    expect(shown.previous).toEqual({ from: october.from, to: october.to, currency: 'USD', total: october.total });
    const november = `analytics?from=${iso(END)}&to=2025-12-01T00:00:00Z&compare=previous`;
    const { previous } = await api.get(november, analytics);
    expect(previous).toMatchObject({ from: iso(START), to: iso(END) });
    expect(previous!.days).toEqual((await api.get(`analytics?${RANGE}`, analytics)).days);
  });

  it('by hour adds up to that by day, in each zone', async () => {
    for (const tz of ['UTC', 'America/St_Johns', 'Asia/Kathmandu']) {
      const week = `from=${iso(START + 9 * HOUR_MS)}&to=${iso(START + 6 * DAY_MS)}&tz=${tz}`;
      const byHour = await api.get(`analytics?${week}&groupBy=hour`, analytics);
      expect(byHour.days).toEqual((await api.get(`analytics?${week}`, analytics)).days);
      const listed = await api.get(`usage?${week}&groupBy=hour&limit=500`, usageList);
      expect(listed.items.map(({ key }) => key)).toEqual(byHour.hours?.map(({ hour }) => hour));
      expect(added(listed.items)).toEqual(added((await api.get(`usage?${week}`, usageList)).items));
    }
  });

  it('[US10] is the same before and after days are rolled up', async () => {
    const zones = ['UTC', 'America/New_York', 'Asia/Kathmandu'];
    const asked = [
      ...zones.map((tz) => `analytics?${RANGE}&tz=${tz}`),
      `analytics?from=${iso(START + 1000)}&to=${iso(END - HOUR_MS)}`,
    ];
    const lists = ['day', 'room', 'identity', 'agent'].map((groupBy) => `usage?${RANGE}&limit=500&groupBy=${groupBy}`);
    const read = async () => ({
      pages: await Promise.all(asked.map(async (path) => ({ ...(await api.get(path, analytics)), serverTime: '' }))),
      lists: await Promise.all(lists.map(async (path) => ({ ...(await api.get(path, usageList)), serverTime: '' }))),
      costs: { ...(await api.get('costs?from=2025-10-01&to=2025-11-01&groupBy=room', costs)), serverTime: '' },
    });
    const withoutIdentities = (told: Awaited<ReturnType<typeof read>>) =>
      JSON.parse(
        JSON.stringify(told, (key, value: unknown) =>
          key === 'identities' && typeof value === 'number' ? null : value,
        ),
      ) as unknown;
    const counted = withoutIdentities(await read());
    const days = Array.from({ length: 31 }, (_, i) => START + i * DAY_MS);
    await enterDays(api.dataSource, days);
    const grids = incrementPeriods(new RatePlans([PLAN]));
    for (const day of days)
      if (day !== START + 9 * DAY_MS) await rollDay(api.dataSource, day, () => Promise.resolve(grids));
    expect(withoutIdentities(await read())).toEqual(counted);
    const [first] = (await api.get(`usage?${RANGE}`, usageList)).items;
    const identities = await api.dataSource.query<{ n: number }[]>(
      `SELECT count(DISTINCT identity)::int AS n FROM participant WHERE kind <> 'AGENT' AND joined_ms < $1`,
      [START + DAY_MS],
    );
    expect(first?.identities).toBe(identities[0]?.n);
  });

  it('rejects invalid requests by field', async () => {
    const fields = async (path: string) => (await api.refusal(path)).errors?.map(({ field }) => field);
    expect(await fields('usage?tz=Mars/Olympus')).toEqual(['tz']);
    expect(await fields('usage?groupBy=weekday')).toEqual(['groupBy']);
    expect(await fields('usage?cursor=nonsense')).toEqual(['cursor']);
    expect(await fields('costs?from=2025-10-01T10:00:00Z')).toEqual(['from']);
    expect(await fields('analytics?from=yesterday')).toEqual(['from']);
  });

  it('of an empty range and of a future range is empty', async () => {
    const backwards = await api.get(`analytics?from=${iso(END)}&to=${iso(START)}`, analytics);
    expect(backwards).toMatchObject({ days: [], rooms: [], leaves: [] });
    const { items } = await api.get(
      `usage?from=${iso(START - 2 * DAY_MS)}&to=${iso(START - DAY_MS)}&groupBy=room`,
      usageList,
    );
    expect(items).toEqual([]);
  });
});
