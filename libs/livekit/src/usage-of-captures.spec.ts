/** Compares usage and cost of a real server's calls, as the product counts them, with a plain reading of the JSON. */
import { DIMENSIONS, type Dimension, type Rates } from '@livekit-dashboard/contracts';
import {
  apply,
  connectionInterval,
  costOf,
  dayOf,
  emptyState,
  fold,
  RatePlans,
  totalAmount,
} from '@livekit-dashboard/domain';
import { addMeasures, bucketsOf, type Measures } from '@livekit-dashboard/domain/testing';
import { parseWebhook } from './parse-webhook';
import { captured, capturedBodies } from './testing/captures';

/** Every delivery arrives this much after its second. */
const DELAY_MS = 321;
const NOW_MS = Date.UTC(2026, 10, 30);
const NANOS: Readonly<Partial<Record<Dimension, number>>> = { participant: 500_000, agent: 10_000_000, sip: 4_000_000 };
const INCLUDED_SECONDS = 60;
const GRID = { participant: [60, 0], agent: [1, 10], sip: [10, 3] } as const;

const plan: Rates = {
  currency: 'USD',
  monthlyFee: '0',
  effectiveFrom: '2026-01-01',
  dimensions: (['participant', 'agent', 'sip'] as const).map((dimension) => ({
    dimension,
    price: `0.${String(NANOS[dimension]).padStart(9, '0')}`,
    includedMinutes: INCLUDED_SECONDS / 60,
    incrementSeconds: GRID[dimension][0],
    minimumUnits: GRID[dimension][1],
  })),
};

interface Told {
  readonly event: string;
  readonly createdAt: string;
  readonly room?: { readonly sid?: string; readonly name?: string; readonly creationTimeMs?: string };
  readonly participant?: { readonly sid: string; readonly kind?: string; readonly joinedAtMs?: string };
}

/** Seconds by dimension, and people's time, of a capture. */
function plainly(bodies: readonly string[]): Record<string, number> {
  const told = bodies.map((body) => JSON.parse(body) as Told);
  const momentOf = ({ createdAt }: Told): number => Number(createdAt) * 1000 + DELAY_MS;
  const sum: Record<string, number> = {};
  const count = (what: string, n: number) => (sum[what] = (sum[what] ?? 0) + n);
  const joins = new Map<string, Told>();
  for (const one of told) {
    if (/^participant_(joined|left)$/.test(one.event) && one.participant) joins.set(one.participant.sid, one);
  }
  for (const [sid, { room, participant }] of joins) {
    const kind = participant?.kind ?? 'STANDARD';
    const start = Number(participant?.joinedAtMs);
    const left = told.filter((one) => one.event === 'participant_left' && one.participant?.sid === sid).map(momentOf);
    const closed = told.filter((one) => one.event === 'room_finished' && one.room?.sid === room?.sid).map(momentOf);
    const next = told
      .filter((one) => one.room?.name === room?.name && Number(one.room?.creationTimeMs) > Number(room?.creationTimeMs))
      .map((one) => Number(one.room?.creationTimeMs));
    const end = Math.max(start, left.at(-1) ?? closed.at(-1) ?? Math.min(NOW_MS, ...next));
    for (const [name, kinds] of Object.entries({ participant: /STANDARD|AGENT/, agent: /AGENT/, sip: /SIP/ })) {
      if (!kinds.test(kind)) continue;
      const [increment, minimum] = GRID[name as keyof typeof GRID];
      for (let at = start, units = 0; at < end || units < minimum; at += increment * 1000, units++)
        count(name, increment);
    }
    if (/STANDARD|SIP/.test(kind)) count('personMs', end - start);
  }
  return sum;
}

/** The same as the product counts it: fold, intervals, buckets. */
function byProduct(bodies: readonly string[]): Map<string, Measures> {
  const state = emptyState();
  for (const body of bodies) {
    const { createdAt } = JSON.parse(body) as Told;
    const parsed = parseWebhook(Buffer.from(body), Number(createdAt) * 1000 + DELAY_MS);
    if (parsed.ok) apply(state, fold(state, parsed.event));
  }
  const days = new Map<string, Measures>();
  for (const row of state.participants.values()) {
    const stretch = connectionInterval(row, state.sessions.get(row.sessionSid ?? ''));
    const buckets = stretch ? bucketsOf(stretch, new RatePlans([plan]).incrementsAt(stretch.startMs), NOW_MS) : [];
    for (const [ms, measures] of buckets) {
      const day = days.get(dayOf(ms)) ?? {};
      addMeasures(day, measures);
      days.set(dayOf(ms), day);
    }
  }
  return days;
}

describe.each([...new Set(captured.map(({ capture }) => capture))])('the usage of capture %s', (capture) => {
  const bodies = capturedBodies(capture);
  const wanted = plainly(bodies);
  const days = byProduct(bodies);
  const usage = [...days].map(([day, measures]) => ({
    day,
    seconds: Object.fromEntries(DIMENSIONS.map((name) => [name, measures[`seconds_${name}`] ?? 0])),
    estimated: {},
  }));

  it('is the same to the unit', () => {
    const sum: Measures = {};
    for (const measures of days.values()) addMeasures(sum, measures);
    expect(sum.personMs ?? 0).toBe(wanted['personMs'] ?? 0);
    for (const name of DIMENSIONS) expect(sum[`seconds_${name}`] ?? 0).toBe(wanted[name] ?? 0);
  });

  it('costs the same, exactly', () => {
    const plans = new RatePlans([plan]);
    const cost = costOf({ from: '2026-11-01', to: '2026-12-01', usage, plans, nowMs: NOW_MS });
    let amount = 0n;
    for (const name of DIMENSIONS) {
      amount += BigInt(Math.max(0, (wanted[name] ?? 0) - INCLUDED_SECONDS)) * BigInt(NANOS[name] ?? 0);
    }
    expect(totalAmount(cost)).toBe(amount);
  });
});

it('is not about nothing', () => {
  const counted = Object.keys(plainly(captured.map(({ body }) => body)));
  expect(counted).toEqual(expect.arrayContaining(['participant', 'agent', 'sip', 'personMs']));
});
