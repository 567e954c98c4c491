/**
 * Every number that users see, of a month of webhooks, against a recount of the simulated facts: filtered or not, in
 * three time zones, with some days rolled up and some not. Real: the whole application, its port, PostgreSQL.
 */
import {
  type Analytics,
  analytics,
  type Costs,
  costs,
  ratesReply,
  type Rates,
  sessionList,
  type SubscribeReply,
  type UsageItem,
  usageList,
} from '@livekit-dashboard/contracts';
import { type Fraction, over, plus, read, times, ZERO } from '@livekit-dashboard/domain/testing';
import { jest } from '@jest/globals';
import { RollupService } from '../rollup/rollup.service';
import { RollupRepository } from '../store/usage/rollup.repository';
import { chance } from '../testing/chance';
import { type FileRow, readCsv, readXlsx } from '../testing/month/files';
import { month, NOW, SOURCES, TENANT_KEY } from '../testing/month/month';
import {
  dayIn,
  daysIn,
  type Filters,
  GROUPS,
  hoursIn,
  type Numbers,
  Recount,
  type Span,
  ZONES,
} from '../testing/month/recount';
import { webhooksOf } from '../testing/month/webhooks';
import { type RestApp, startRestApp } from '../testing/rest-app';
import { iso } from '../testing/rows';
import { post } from '../testing/sender';
import { describeWith } from '@livekit-dashboard/harness/testing';
import { createTestDatabase } from '../testing/test-database';
import { WireClient } from '../testing/wire-client';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Only the date is fake: "today" and open sessions are in that month. */
const REAL = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'requestIdleCallback',
  'cancelIdleCallback',
] as const;
const TIMERS = [
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

const KEYS = { eu: 'eu-secret-eu-secret-eu-secret-32xx', us: 'us-secret-us-secret-us-secret-32xx' };
const SERVERS = SOURCES.map((name) => ({ name, keys: { [`${name}key`]: KEYS[name] } }));

const plan = (
  effectiveFrom: string,
  prices: readonly string[],
  incrementSeconds: number,
  minimumUnits: number,
): Rates => ({
  currency: 'USD',
  monthlyFee: '50',
  effectiveFrom,
  dimensions: (['participant', 'agent', 'sip', 'transcode_video', 'transcode_audio', 'track_egress'] as const).map(
    (dimension, i) => ({
      dimension,
      price: prices[i] ?? '0',
      includedMinutes: 400 * i,
      incrementSeconds,
      minimumUnits,
    }),
  ),
});
/** Prices and increments change within November, which keeps what October's plan includes. */
const PLANS = [
  plan('2025-10-01', ['0.0005', '0.01', '0.004', '0.02', '0.005', '0.000000007'], 60, 1),
  plan('2025-11-10', ['0.0007', '0.01', '0.003', '0.02', '3.3', '1'], 45, 40),
];

const MONTH = month(11);
const { rooms, connections } = MONTH;
const recount = new Recount(MONTH, PLANS, NOW);

/** From the instant at which a session ended and the last person left it. */
const { room: LEFT } = connections.find(
  ({ room, leftMs, kind, hidden }) =>
    kind === 'STANDARD' && !hidden && leftMs === room.endedMs && (leftMs ?? 0) > Date.UTC(2025, 9, 30),
)!;
const UNEVEN: Span = { fromMs: LEFT.endedMs!, toMs: Date.UTC(2025, 10, 6, 4, 1, 0, 1) };
/** From local midnight of 24 October to the present, within a day. */
const sinceIn = (zone: string): Span => ({
  fromMs: daysIn(zone, { fromMs: Date.UTC(2025, 9, 23), toMs: NOW }).find(({ key }) => key === '2025-10-24')!.fromMs,
  toMs: NOW,
});

/** UTC days `[from, to)`: within a month, across its end and the change of prices, and to the end of the current day. */
const OCTOBER = ['2025-10-24', '2025-11-01'] as const;
const MONTH_END = ['2025-10-30', '2025-11-12'] as const;
const NOVEMBER = ['2025-11-01', '2025-11-19'] as const;

const FILTERS: readonly Filters[] = [
  {},
  { room: '=SUM(A1)' },
  { identity: 'supervisor' },
  { agent: 'scribe' },
  { tenant: 'acme' },
  { tenant: 'globex', agent: 'front desk' },
  { source: 'eu' },
  { session: LEFT.sid },
];
const named = (filters: Filters): string => Object.entries(filters).flat().join(' ') || 'no filter';
const query = (fields: object): string =>
  new URLSearchParams(
    Object.entries(fields).map(([name, value]) => [name, String(value)] as [string, string]),
  ).toString();
const rangeOf = ({ fromMs, toMs }: Span) => ({ from: iso(fromMs), to: iso(toMs) });

/** In the recount's form. */
function numbersOf(item: Analytics['days'][number] | UsageItem): Numbers {
  const { sessions, joins, aborted, personMs, agentMs, sipMs, estimatedMs, minutes } = item;
  const seconds = Object.entries(minutes).map(([name, value]) => [`seconds_${name}`, Math.round(value * 60)] as const);
  return { sessions, joins, aborted, personMs, agentMs, sipMs, estimatedMs, ...Object.fromEntries(seconds) };
}

const hasAny = (numbers: Numbers): boolean => Object.values(numbers).some((value) => value !== 0);
const tallyOf = (list: Analytics['leaves']) => Object.fromEntries(list.map(({ key, count }) => [key, count]));

const minus = (one: Fraction, other: Fraction): Fraction => plus(one, times(over(-1, 1), other));
/** Amounts are shown with 12 digits. */
function expectAmount(shown: string | null, exact: Fraction, of = 1): void {
  const { n, d } = minus(read(shown ?? 'none'), exact);
  expect([shown, (n < 0n ? -n : n) * 10n ** 12n <= d * BigInt(of)]).toEqual([shown, true]);
}
const sumOf = (amounts: readonly (string | null)[]): Fraction => {
  const d = 10n ** 12n;
  const fractions = amounts.map((amount) => read(amount ?? 'none'));
  return { n: fractions.reduce((sum, one) => sum + (one.n * d) / one.d, 0n), d };
};

describeWith({ postgres: true })('the numbers of a month', () => {
  let api: RestApp;
  let origin: string;

  beforeAll(async () => {
    jest.useFakeTimers({ doNotFake: [...REAL, ...TIMERS], now: NOW });
    const environment = { LIVEKIT_SERVERS: 'servers.yaml', TENANT_KEY, LIVEKIT_API_KEY: '', LIVEKIT_API_SECRET: '' };
    const without = [RollupService];
    api = await startRestApp(createTestDatabase, environment, { file: JSON.stringify(SERVERS), without });
    origin = await api.listen();
    for (const body of PLANS) await api.send('rates', { method: 'PUT', body }, ratesReply);
    await arrive();
  }, 300_000);
  afterAll(async () => {
    await api.close();
    jest.useRealTimers();
  });

  /** Most webhooks arrive, days are rolled up, the rest arrives late, and all but some of the days are rolled up again. */
  async function arrive(): Promise<void> {
    const random = chance(3);
    const all = webhooksOf(MONTH).map((webhook) => ({ ...webhook, isLate: random() < 0.15 }));
    const rollups = api.provider(RollupRepository);
    const days = daysIn('UTC', { fromMs: Date.UTC(2025, 9, 20), toMs: Date.UTC(2025, 10, 18) }).map(
      ({ fromMs }) => fromMs,
    );
    for (const late of [false, true]) {
      const bodies = all.filter(({ isLate }) => isLate === late);
      const send = async (): Promise<void> => {
        for (let next = bodies.shift(); next; next = bodies.shift()) {
          const { source, body } = next;
          const signed = { key: `${source}key`, secret: KEYS[source as keyof typeof KEYS] };
          const { status } = await post(origin, body, signed);
          if (status === 503)
            bodies.push(next); // LiveKit repeats it too
          else expect(status).toBe(200);
        }
      };
      await Promise.all(Array.from({ length: 16 }, send));
      await rollups.enter(days);
      for (const day of days) {
        const date = new Date(day).getUTCDate();
        if (late ? date % 5 !== 2 : date % 3 === 0) await rollups.roll(day);
      }
      for (const due of await rollups.dueMonths(NOW)) await rollups.sumMonthUp(due);
    }
    const due = (await rollups.due(NOW, 100)).length;
    expect([due > 3, due < days.length]).toEqual([true, true]);
  }

  const file = async (path: string): Promise<FileRow[]> => readCsv(await api.text(`/api/v1/exports/${path}`));

  describe.each(FILTERS.map((filters) => [named(filters), filters] as const))('with %s', (_, filters) => {
    it.each(ZONES)('by day in %s: analytics, usage and the exported file agree', async (tz) => {
      for (const span of [sinceIn(tz), UNEVEN]) {
        const asked = query({ ...rangeOf(span), tz, ...filters });
        const page = await api.get(`analytics?${asked}&top=100`, analytics);
        const listed = (await api.get(`usage?${asked}&limit=500`, usageList)).items;
        const days = daysIn(tz, span);
        const wanted = days.map((day) => ({
          day: day.key,
          ...recount.usage(day, filters),
          ...recount.peaks(day, filters),
        }));
        const shown = page.days.map((one) => {
          const { day, peakPeople, peakAgents, peakSessions } = one;
          return { day, ...numbersOf(one), peakPeople, peakAgents, peakSessions };
        });
        expect(shown).toEqual(wanted);
        expect(listed.map((item) => ({ day: item.key, ...numbersOf(item), peakPeople: item.peakPeople }))).toEqual(
          wanted.map(({ peakAgents: _a, peakSessions: _s, ...rest }) => rest),
        );
        expect(listed.map(({ identities }) => identities)).toEqual(
          days.map((day) => (tz === 'UTC' ? recount.identities(day, filters) : null)),
        );
        expect(tallyOf(page.leaves)).toEqual(recount.leaves(span, filters));
        expect(tallyOf(page.lengths)).toEqual(recount.lengths(span, filters));
        const ended = recount.ended(span, filters).length;
        expect(tallyOf(page.ends)).toEqual(ended === 0 ? {} : { finished: ended });
        for (const by of ['room', 'identity'] as const) {
          expect(keyed(page[by === 'room' ? 'rooms' : 'identities']!)).toEqual(
            withTime(recount.parts(by, span, filters)),
          );
        }
        expect((await file(`usage.csv?${asked}`)).map(usageRow)).toEqual(
          wanted.map(({ day, peakPeople, peakAgents: _a, peakSessions: _s, ...rest }) => ({
            key: day,
            ...rest,
            peakPeople,
          })),
        );
      }
    });

    it.each(ZONES)('by hour in %s, across the end of summer time', async (tz) => {
      const span = { fromMs: Date.UTC(2025, 9, 31, 22, 10), toMs: Date.UTC(2025, 10, 3, 1, 20, 0, 5) };
      const asked = query({ ...rangeOf(span), tz, groupBy: 'hour', ...filters });
      const listed = (await api.get(`usage?${asked}&limit=500`, usageList)).items;
      const hours = hoursIn(tz, span);
      expect(listed.map((item) => ({ key: item.key, ...numbersOf(item), peakPeople: item.peakPeople }))).toEqual(
        hours.map((hour) => ({
          key: hour.key,
          ...recount.usage(hour, filters),
          peakPeople: recount.peaks(hour, filters).peakPeople,
        })),
      );
    });

    it.each(GROUPS)('of each %s: usage and the exported file agree', async (groupBy) => {
      for (const span of ZONES.map(sinceIn)) {
        const { items } = await api.get(
          `usage?${query({ ...rangeOf(span), groupBy, ...filters })}&limit=500`,
          usageList,
        );
        expect(keyed(items)).toEqual(recount.parts(groupBy, span, filters));
      }
      const rows = (await file(`usage.csv?${query({ ...rangeOf(UNEVEN), groupBy, ...filters })}`)).map(usageRow);
      const wanted = recount.parts(groupBy, UNEVEN, filters);
      const inFile = rows.map(({ key, peakPeople: _, ...numbers }) => [key, numbers] as const);
      expect(new Map(inFile.filter(([, numbers]) => hasAny(numbers)))).toEqual(
        new Map([...wanted].map(([key, numbers]) => [inCsv(key), numbers])),
      );
    });

    it('prices what was used, by line and by day', async () => {
      for (const [from, to] of [OCTOBER, MONTH_END, NOVEMBER]) {
        const shown = await api.get(`costs?${query({ from, to, ...filters, groupBy: 'day' })}`, costs);
        expectCost(shown, recount.cost(from, to, filters));
        const items = shown.parts!.items.map(({ amount }) => amount);
        expectAmount(shown.parts!.listPrice, sumOf(items), items.length);
      }
    });

    it.each(GROUPS)(
      'prices each %s at list price, with parts that add up to the total, also in the file',
      async (groupBy) => {
        const [from, to] = MONTH_END;
        const asked = query({ from, to, groupBy, ...filters });
        const { parts, ...shown } = await api.get(`costs?${asked}&limit=500`, costs);
        const exact = recount.costParts(groupBy, from, to, filters);
        for (const part of parts!.items) expectAmount(part.amount, exact.get(nameOf(part)) ?? ZERO);
        const items = parts!.items.map(({ amount }) => amount);
        expectAmount(parts!.listPrice, recount.cost(from, to, filters).listPrice);
        expectAmount(parts!.listPrice, sumOf(items), items.length);
        const whole = recount.cost(...OCTOBER, filters);
        expectAmount(shown.total, sumOf([parts!.listPrice, parts!.included ?? '0', shown.monthlyFee ?? '0']), 3);

        const rows = await file(`costs.csv?${query({ from: OCTOBER[0], to: OCTOBER[1], groupBy, ...filters })}`);
        const before = recount.costParts(groupBy, ...OCTOBER, filters);
        const byName = new Map([...before].map(([key, amount]) => [inCsv(key), amount]));
        const amountsOf = (...kinds: string[]) =>
          rows.filter(({ row = '' }) => kinds.includes(row)).map(({ amount = '' }) => amount);
        for (const row of rows) {
          if (row['row'] === 'part') expectAmount(row['amount']!, byName.get(rowName(row)) ?? ZERO);
        }
        expectAmount(amountsOf('total')[0]!, whole.total);
        expectAmount(amountsOf('total')[0]!, sumOf(amountsOf('part', 'included', 'monthlyFee')), rows.length);
      },
    );

    it('lists the sessions, and exports the same ones', async () => {
      for (const span of [...ZONES.map(sinceIn), UNEVEN]) {
        const { session: _session, ...fields } = filters;
        if (_session !== undefined) continue;
        const asked = query({ ...rangeOf(span), ...fields });
        const list = await api.get(`sessions?${asked}&limit=500`, sessionList);
        const wanted = recount.listed(span, fields);
        expect(list.total).toBe(wanted.length);
        const shown = list.items.map(
          ({ source, sid, startedAt, endedAt, tenant, joins, aborted, agentJoins, identities }) => ({
            ...{ source, sid, startedAt, endedAt, tenant, joins, aborted, agentJoins, identities },
          }),
        );
        const exact = wanted.map((room) => ({
          source: room.source,
          sid: room.sid,
          startedAt: iso(room.startedMs),
          endedAt: room.endedMs === null ? null : iso(room.endedMs),
          tenant: recount.tenantOfRoom(room),
          ...recount.inside(room),
        }));
        expect(sorted(shown)).toEqual(sorted(exact));
        const names = [
          'source',
          'sid',
          'startedAt',
          'endedAt',
          'tenant',
          'joins',
          'aborted',
          'agentJoins',
          'identities',
        ];
        const rows = (await file(`sessions.csv?${asked}`)).map((row) => names.map((name) => row[name]).join());
        expect(sorted(rows)).toEqual(sorted(shown.map((row) => Object.values(row).join())));
        const started = await api.get(`sessions?${asked}&moment=start&limit=1`, sessionList);
        expect(started.total).toBe(wanted.filter(({ startedMs }) => startedMs >= span.fromMs).length);
      }
    });
  });

  it('shows the same numbers for today on the overview and in analytics', async () => {
    const client = await WireClient.connect(origin);
    const reply = await client.subscribe('overview');
    client.close();
    const today = { fromMs: Date.UTC(2025, 10, 18), toMs: NOW };
    const { sessions, joins, aborted, personMs, agentMs } = recount.usage(today, {});
    const open = rooms.filter(({ endedMs }) => endedMs === null);
    const there = connections.filter(({ leftMs }) => leftMs === null);
    expect(statsOf(reply)).toMatchObject({
      at: iso(NOW),
      activeSessions: open.length,
      people: there.filter(({ kind, hidden }) => !hidden && kind !== 'AGENT' && kind !== 'EGRESS').length,
      agents: there.filter(({ kind, hidden }) => !hidden && kind === 'AGENT').length,
      today: { from: iso(today.fromMs), sessions, joins, aborted, personMs, agentMs },
    });
    const { days } = await api.get('analytics?range=today', analytics);
    expect(days).toMatchObject([{ sessions, joins, aborted, personMs, agentMs }]);
    expect(joins).toBeGreaterThan(0);
  });

  it("converts named ranges of costs to the UTC days of the zone's dates", async () => {
    for (const tz of ZONES) {
      for (const [range, days] of Object.entries({ today: 1, last7d: 7 })) {
        const { from, to } = await api.get(`costs?range=${range}&tz=${tz}`, costs);
        const last = dayIn(tz, NOW);
        expect([from.slice(0, 10), to.slice(0, 10)]).toEqual([
          dayIn('UTC', Date.parse(last) - (days - 1) * DAY_MS),
          dayIn('UTC', Date.parse(last) + DAY_MS),
        ]);
      }
    }
  });

  it('exports the same numbers to Excel files', async () => {
    const span = sinceIn('UTC');
    const usage = query({ ...rangeOf(span), groupBy: 'room' });
    const rows = readXlsx((await api.reply(`/api/v1/exports/usage.xlsx?${usage}`)).rawPayload).map(usageRow);
    const wanted = recount.parts('room', span, {});
    expect(Object.fromEntries(rows.map(({ key, peakPeople: _, ...numbers }) => [key, numbers]))).toEqual(
      Object.fromEntries([...wanted].map(([key, numbers]) => [key ?? '', numbers])),
    );
    const cost = recount.cost('2025-10-30', '2025-11-19', {});
    const sheet = readXlsx((await api.reply('/api/v1/exports/costs.xlsx?from=2025-10-30&to=2025-11-19')).rawPayload);
    const cents = ({ n, d }: Fraction): number => Math.round(Number((n * 1_000_000n) / d) / 10_000);
    const added = (...kinds: string[]) =>
      sheet.filter(({ row = '' }) => kinds.includes(row)).reduce((sum, { amount }) => sum + Number(amount), 0);
    expect(Math.round(added('total') * 100)).toBe(cents(cost.total));
    expect(Math.round(added('part', 'included', 'monthlyFee') * 100)).toBe(cents(cost.total));
    const listed = readXlsx((await api.reply(`/api/v1/exports/sessions.xlsx?${query(rangeOf(span))}`)).rawPayload);
    expect(listed.map(({ sid }) => sid).sort()).toEqual(
      recount
        .listed(span, {})
        .map(({ sid }) => sid)
        .sort(),
    );
  });
});

/** Parts with any usage: a part may be listed for a hidden participant, who is not counted. */
function keyed(items: readonly UsageItem[]): Map<string | null, Numbers> {
  const parts = new Map(items.map((item) => [nameOf(item), numbersOf(item)] as const));
  expect(parts.size).toBe(items.length);
  return new Map([...parts].filter(([, numbers]) => hasAny(numbers)));
}

/** Those listed by analytics. */
const withTime = (parts: Map<string | null, Numbers>) =>
  new Map([...parts].filter(([key, { personMs = 0, agentMs = 0 }]) => key !== null && personMs + agentMs > 0));

const COUNTS = ['sessions', 'joins', 'aborted', 'personMs', 'agentMs', 'sipMs', 'estimatedMs'];

function usageRow(row: FileRow) {
  const minutes = Object.entries(row).filter(([name]) => name.startsWith('minutes.'));
  const numbers: Record<string, number> = Object.fromEntries([
    ...COUNTS.map((name) => [name, Number(row[name])] as const),
    ...minutes.map(([name, value]) => [name.replace('minutes.', 'seconds_'), Math.round(Number(value) * 60)] as const),
  ]);
  return { key: rowName(row), ...numbers, peakPeople: Number(row['peakPeople']) };
}

/** As the recount names it: a session with its server. */
const nameOf = ({ key, source }: Pick<UsageItem, 'key' | 'source'>): string | null =>
  source === null ? key : `${source} ${key}`;
function rowName(row: FileRow): string {
  const key = Object.values(row)[0] ?? '';
  return row['source'] ? `${row['source']} ${key}` : key;
}

/** A possible formula has an apostrophe before it. */
const inCsv = (key: string | null): string => (key ?? '').replace(/^(?=[=+\-@])/, "'");

const sorted = <T>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

function statsOf(reply: SubscribeReply) {
  const changes = reply.ok && 'changes' in reply ? reply.changes : [];
  return changes.find(({ kind }) => kind === 'stats')?.value;
}

function expectCost(shown: Costs, wanted: ReturnType<Recount['cost']>): void {
  expectAmount(shown.total, wanted.total);
  expectAmount(shown.total, plus(sumOf(shown.lines.map(({ amount }) => amount)), wanted.fee), shown.lines.length + 1);
  expectAmount(shown.total, sumOf(shown.days.map(({ amount }) => amount)), shown.days.length + 1);
  expectAmount(shown.monthlyFee ?? '0', wanted.fee);
  expect(shown.days.map(({ day }) => day)).toEqual([...wanted.days.keys()]);
  for (const { day, amount, monthlyFee } of shown.days) {
    expectAmount(amount, plus(wanted.days.get(day) ?? ZERO, read(monthlyFee ?? '0')));
  }
  const minutes: Record<string, number> = {};
  for (const line of shown.lines) minutes[line.dimension] = (minutes[line.dimension] ?? 0) + line.minutes;
  expect(minutes).toEqual(wanted.minutes);
  expect(shown.estimatedMinutes).toBeCloseTo(wanted.estimated, 6);
}
