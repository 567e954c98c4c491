/** The product's whole path from events to sums by day: fold, intervals, quarters of an hour, days. */
import { DIMENSIONS, type Dimension, type Rates } from '@livekit-dashboard/contracts';
import type { DomainEvent } from '../../event';
import { InMemoryStore } from '../../testing/in-memory-store';
import { addMeasures, bucketsOf, type Measures } from '../../testing/buckets';
import { dayOf } from '../calendar';
import type { DayUsage, DimensionSeconds } from '../cost';
import { RatePlans } from '../plans';
import { connectionInterval, egressInterval } from '../interval';
import type { RawPlan } from './oracle';

export const plansOf = (raws: readonly RawPlan[]): RatePlans =>
  new RatePlans(raws.map((raw) => ({ ...raw, currency: 'USD', dimensions: [...raw.dimensions] }) as Rates));

export type Days = Map<string, Measures>;

/** Sums by UTC day for each session, by its sid. */
export function daysBySession(events: readonly DomainEvent[], plans: RatePlans, nowMs: number): Map<string, Days> {
  const store = new InMemoryStore();
  store.ingest(events);
  const { sessions, participants, egresses } = store.all;
  const bySession = new Map<string, Days>();
  for (const row of [...participants.values(), ...egresses.values()]) {
    const session = sessions.get(row.sessionSid ?? '');
    const interval = 'known' in row ? egressInterval(row, session) : connectionInterval(row, session);
    if (!interval) continue;
    const days: Days = bySession.get(row.sessionSid ?? '') ?? new Map<string, Measures>();
    bySession.set(row.sessionSid ?? '', days);
    for (const [ms, measures] of bucketsOf(interval, plans.incrementsAt(interval.startMs), nowMs)) {
      const day = days.get(dayOf(ms)) ?? {};
      addMeasures(day, measures);
      days.set(dayOf(ms), day);
    }
  }
  return bySession;
}

export function usageOf(days: Days): DayUsage[] {
  return [...days].map(([day, measures]) => ({
    day,
    seconds: secondsOf(measures, 'seconds'),
    estimated: secondsOf(measures, 'estimated'),
  }));
}

const secondsOf = (measures: Measures, kind: 'seconds' | 'estimated'): DimensionSeconds =>
  Object.fromEntries(DIMENSIONS.map((name: Dimension) => [name, measures[`${kind}_${name}`] ?? 0]));

/** The sum over all parts. */
export function together(parts: Iterable<Days>): Days {
  const sum: Days = new Map<string, Measures>();
  for (const days of parts) {
    for (const [day, measures] of days) {
      const whole = sum.get(day) ?? {};
      addMeasures(whole, measures);
      sum.set(day, whole);
    }
  }
  return sum;
}
