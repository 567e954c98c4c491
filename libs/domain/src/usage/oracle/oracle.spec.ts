/** Compares the product with the oracle on generated months: to the unit and to the cent. */
import { DIMENSIONS } from '@livekit-dashboard/contracts';
import fc from 'fast-check';
import { costOf, feeAmount, includedAmount, totalAmount } from '../cost';
import { costView } from '../cost-view';
import { shownMoney, type Money } from '../money';
import { listAmount } from '../parts';
import { cents, isEqual, plus, read, type Fraction } from './fraction';
import * as oracle from './oracle';
import { daysBySession, plansOf, together, usageOf, type Days } from './product';
import { eventsOf, scenario, sessionOf, type Scenario } from '../../testing/usage-scenario';

const RUNS = { numRuns: 100 };

/** The product's money as a fraction: it is a whole number of 1/(60 * 10^9). */
const fraction = (money: Money): Fraction => ({ n: money, d: 60_000_000_000n });

interface Sides extends Scenario {
  readonly units: oracle.Unit[];
  readonly parts: ReadonlyMap<string, Days>;
}

const checks = (check: (sides: Sides) => void): void =>
  fc.assert(
    fc.property(scenario, (input) => {
      const { raws, plans, nowMs } = input;
      const parts = daysBySession(eventsOf(raws), plansOf(plans), nowMs);
      check({ ...input, parts, units: oracle.unitsOf(raws, plans, nowMs) });
    }),
    RUNS,
  );

const costBetween = ({ parts, plans, nowMs }: Sides, from: string, to: string) =>
  costOf({ from, to, usage: usageOf(together(parts.values())), plans: plansOf(plans), nowMs });

describe('the product against the oracle', () => {
  it('[US4][US9] counts the same units, by day, dimension and whether they are estimated', () => {
    checks(({ units, parts }) => {
      const expected = new Map<string, number>();
      const count = (key: string, seconds: number) => expected.set(key, (expected.get(key) ?? 0) + seconds);
      for (const { dimension, atMs, seconds, guessed } of units) {
        count(`${oracle.dateOf(atMs)} seconds_${dimension}`, seconds);
        if (guessed) count(`${oracle.dateOf(atMs)} estimated_${dimension}`, seconds);
      }
      const counted = [...together(parts.values())].flatMap(([day, measures]) =>
        DIMENSIONS.flatMap((name) => [`seconds_${name}` as const, `estimated_${name}` as const])
          .filter((measure) => (measures[measure] ?? 0) > 0)
          .map((measure) => [`${day} ${measure}`, measures[measure]] as const),
      );
      expect(new Map(counted)).toEqual(expected);
    });
  });

  it('[US9] counts the same time, joins and aborted joins of each day', () => {
    checks(({ raws, parts, nowMs }) => {
      const connections = raws.filter(({ what }) => !what.endsWith('egress'));
      let [joins, aborted] = [0, 0];
      for (const [day, measures] of together(parts.values())) {
        const on = (...kinds: oracle.Raw['what'][]) => oracle.msOn(day, raws, nowMs, kinds);
        expect(measures.personMs ?? 0).toBe(on('STANDARD', 'SIP', 'CONNECTOR'));
        expect(measures.agentMs ?? 0).toBe(on('AGENT'));
        expect(measures.sipMs ?? 0).toBe(on('SIP'));
        joins += measures.joins ?? 0;
        aborted += measures.aborted ?? 0;
      }
      expect([joins, aborted]).toEqual([connections.length, connections.length]);
    });
  });

  it('[US6][US9] costs the same, exactly and to the cent', () => {
    checks((sides) => {
      const { plans, units, from, to, nowMs } = sides;
      const cost = costBetween(sides, from, to);
      const expected = plus(oracle.costOf(units, plans, from, to), oracle.feesOf(plans, from, to, nowMs));
      expect(isEqual(fraction(totalAmount(cost)), expected)).toBe(true);
      expect(cents(read(shownMoney(totalAmount(cost), 2)))).toBe(cents(expected));
    });
  });

  it('[US7] adds up: any split of a range, its days, its lines, and its parts with the included minutes and the fee', () => {
    checks((sides) => {
      const { plans, parts, units, from, to, cuts: bounds } = sides;
      const cost = costBetween(sides, from, to);
      const total = totalAmount(cost);
      const ends = [from, ...bounds, to];
      const ranges = ends.slice(1).map((end, i) => totalAmount(costBetween(sides, ends[i] ?? end, end)));
      expect(sum(ranges)).toBe(total);
      let list = 0n;
      for (const [sid, days] of parts) {
        const inRange = usageOf(days).filter(({ day }) => from <= day && day < to);
        const part = listAmount(inRange, plansOf(plans), cost.currency);
        const own = units.filter(({ owner }) => owner === sid);
        if (cost.currency) expect(isEqual(fraction(part), oracle.listPriceOf(own, plans, from, to))).toBe(true);
        list += part;
      }
      expect(list + includedAmount(cost) + feeAmount(cost)).toBe(total);
      expect(costView(cost).total).toBe(cost.currency === null ? null : shownMoney(total));
    });
  });

  it('[US8] costs what filters match at list price, in total, lines and days, and all filtered costs add up to the whole', () => {
    checks((sides) => {
      const { plans, parts, units, from, to, nowMs } = sides;
      const range = { from, to, plans: plansOf(plans), nowMs };
      const whole = costBetween(sides, from, to);
      let added = 0n;
      for (const [sid, days] of parts) {
        const filtered = costOf({ ...range, usage: usageOf(days), scope: 'filtered' });
        const own = units.filter(({ owner }) => owner === sid);
        const total = totalAmount(filtered);
        if (filtered.currency) expect(isEqual(fraction(total), oracle.listPriceOf(own, plans, from, to))).toBe(true);
        const view = costView(filtered);
        expect([view.scope, view.monthlyFee, includedAmount(filtered)]).toEqual(['filtered', null, 0n]);
        expect(view.total).toBe(filtered.currency === null ? null : shownMoney(total));
        const amounts = (shown: readonly { readonly amount: string | null }[]) =>
          shown.reduce((all, { amount }) => all + twelfths(amount), 0n);
        // Each amount is shown rounded to 12 digits, so the sum differs from the total by far less than a cent.
        const slack = BigInt(view.days.length + view.lines.length + 1);
        for (const shown of [view.lines, view.days]) {
          const difference = amounts(shown) - twelfths(view.total);
          expect(difference <= slack && difference >= -slack).toBe(true);
        }
        added += total;
      }
      expect(added + includedAmount(whole) + feeAmount(whole)).toBe(totalAmount(whole));
    });
  });
});

/** A decimal in 10^-12. */
function twelfths(amount: string | null): bigint {
  const [, sign = '', digits = '0', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount ?? '') ?? [];
  return BigInt(`${sign}${digits}${part.padEnd(12, '0')}`);
}

const sum = (amounts: readonly Money[]): Money => amounts.reduce((all, one) => all + one, 0n);

describe('the oracle', () => {
  const plan = (effectiveFrom: string, price: string) => ({
    effectiveFrom,
    monthlyFee: '50',
    dimensions: [{ dimension: 'sip', price, includedMinutes: 2, incrementSeconds: 60, minimumUnits: 3 }],
  });
  const plans = [plan('2026-01-01', '0.01'), plan('2026-12-01', '0.03')];
  const raw = (from: string, to: string | null): oracle.Raw => ({
    what: 'SIP',
    owner: sessionOf(0),
    fromMs: Date.parse(from),
    toMs: to === null ? null : Date.parse(to),
    guessed: false,
  });

  it('agrees with a sum computed by hand', () => {
    // The units at 23:57:30, :58:30 and :59:30 are November's, two of them included. Of December's four, two are due to
    // the minimum.
    const raws = [
      raw('2026-11-30T23:57:30.000Z', '2026-12-01T00:00:31.000Z'),
      raw('2026-12-01T12:00:00.000Z', '2026-12-01T12:00:00.001Z'),
    ];
    const units = oracle.unitsOf(raws, plans, Date.parse('2027-01-01'));
    expect(units.map(({ atMs }) => new Date(atMs).toISOString().slice(8, 19))).toEqual([
      '30T23:57:30',
      '30T23:58:30',
      '30T23:59:30',
      '01T00:00:30',
      '01T12:00:00',
      '01T12:01:00',
      '01T12:02:00',
    ]);
    expect(isEqual(oracle.costOf(units, plans, '2026-11-01', '2026-12-01'), read('0.01'))).toBe(true);
    expect(isEqual(oracle.costOf(units, plans, '2026-12-01', '2026-12-02'), read('0.06'))).toBe(true);
    expect(isEqual(oracle.feesOf(plans, '2026-11-30', '2026-12-02', Date.parse('2027-01-01')), read('50'))).toBe(true);
  });
});
