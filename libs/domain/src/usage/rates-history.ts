/** Every saved plan, with what it changed. */
import type { Rates, RatesEntry, RatesReply } from '@livekit-dashboard/contracts';
import { withPlan } from './plan-edits';
import { RatePlans } from './plans';
import { rateChanges } from './rate-changes';

export interface SavedRates {
  readonly id: number;
  readonly savedMs: number;
  /** Null: unknown. */
  readonly savedBy: string | null;
  readonly rates: Rates;
}

/** `saved`: in the order in which they were saved. `today`: a UTC day. */
export function ratesHistory(saved: readonly SavedRates[], today: string): RatesReply {
  let plans = new RatePlans([]);
  const history: RatesEntry[] = [];
  for (const { id, savedMs, savedBy, rates } of saved) {
    const changes = rateChanges(plans.on(rates.effectiveFrom), rates);
    history.unshift({ id: String(id), rates, savedAt: new Date(savedMs).toISOString(), savedBy, changes });
    plans = withPlan(plans, rates);
  }
  return { ...(plans.on(today) ?? NONE), history };
}

const NONE = { currency: null, monthlyFee: null, effectiveFrom: null, dimensions: [] };
