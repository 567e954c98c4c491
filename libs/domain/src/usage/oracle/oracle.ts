/**
 * A second, independent implementation of usage and cost, written for obviousness (US9): every unit is one element of a
 * list, and every second is checked on its own. It is slow on purpose, and it shares no code with what it checks and
 * imports none of it.
 */
import { over, plus, read, times, ZERO, type Fraction } from './fraction';

/** One use of a dimension from `fromMs` to `toMs` (null: it continues). */
export interface Raw {
  readonly what:
    'STANDARD' | 'SIP' | 'AGENT' | 'CONNECTOR' | 'INGRESS' | 'video_egress' | 'audio_egress' | 'track_egress';
  readonly owner: string;
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly guessed: boolean;
}

interface RawRate {
  readonly dimension: string;
  readonly price: string;
  readonly includedMinutes: number;
  readonly incrementSeconds: number;
  readonly minimumUnits: number;
}
export interface RawPlan {
  readonly effectiveFrom: string;
  readonly monthlyFee: string;
  readonly dimensions: readonly RawRate[];
}

export interface Unit {
  readonly owner: string;
  readonly dimension: string;
  readonly atMs: number;
  readonly seconds: number;
  readonly guessed: boolean;
}

const COUNTS_AS: Readonly<Record<Raw['what'], readonly string[]>> = {
  STANDARD: ['participant'],
  CONNECTOR: ['participant'],
  AGENT: ['participant', 'agent'],
  SIP: ['sip'],
  INGRESS: [],
  video_egress: ['transcode_video'],
  audio_egress: ['transcode_audio'],
  track_egress: ['track_egress'],
};

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
export function dateOf(ms: number): string {
  const date = new Date(ms);
  return `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

/** Scans all plans: the latest effective day up to `date` wins, and of one day the plan saved last. */
function planOn(date: string, plans: readonly RawPlan[]): RawPlan | undefined {
  let best: RawPlan | undefined;
  for (const plan of plans) {
    if (plan.effectiveFrom <= date && (!best || plan.effectiveFrom >= best.effectiveFrom)) best = plan;
  }
  return best;
}
const rateOn = (date: string, plans: readonly RawPlan[], dimension: string): RawRate | undefined =>
  planOn(date, plans)?.dimensions.find((rate) => rate.dimension === dimension);

/** Every unit, in time order. */
export function unitsOf(raws: readonly Raw[], plans: readonly RawPlan[], nowMs: number): Unit[] {
  const units: Unit[] = [];
  for (const { what, owner, fromMs, toMs, guessed } of raws) {
    for (const dimension of COUNTS_AS[what]) {
      const rate = rateOn(dateOf(fromMs), plans, dimension);
      const seconds = rate?.incrementSeconds ?? 60;
      const owed = toMs === null ? 0 : (rate?.minimumUnits ?? 0);
      for (let atMs = fromMs, n = 0; atMs < (toMs ?? nowMs) || n < owed; atMs += seconds * 1000, n++) {
        units.push({ owner, dimension, atMs, seconds, guessed });
      }
    }
  }
  return units.sort((a, b) => a.atMs - b.atMs);
}

/** Second by second: is it still included? If not, what does it cost on that day? */
export function costOf(units: readonly Unit[], plans: readonly RawPlan[], from: string, to: string): Fraction {
  const used = new Map<string, number>();
  const charged = new Map<string, number>();
  for (const unit of units) {
    const date = dateOf(unit.atMs);
    const month = `${date.slice(0, 8)}01`;
    const included = (rateOn(month, plans, unit.dimension)?.includedMinutes ?? 0) * 60;
    for (let second = 0; second < unit.seconds; second++) {
      const before = used.get(month + unit.dimension) ?? 0;
      used.set(month + unit.dimension, before + 1);
      if (before < included || date < from || date >= to) continue;
      const price = rateOn(date, plans, unit.dimension)?.price;
      if (price !== undefined) charged.set(price, (charged.get(price) ?? 0) + 1);
    }
  }
  return amountOf(charged);
}

/** The seconds at each price per minute. */
function amountOf(seconds: ReadonlyMap<string, number>): Fraction {
  let amount = ZERO;
  for (const [price, count] of seconds) amount = plus(amount, times(over(count, 60), read(price)));
  return amount;
}

/** As if no minutes were included. */
export function listPriceOf(units: readonly Unit[], plans: readonly RawPlan[], from: string, to: string): Fraction {
  const listed = new Map<string, number>();
  for (const { atMs, seconds, dimension } of units) {
    const date = dateOf(atMs);
    const price = date >= from && date < to ? rateOn(date, plans, dimension)?.price : undefined;
    if (price !== undefined) listed.set(price, (listed.get(price) ?? 0) + seconds);
  }
  return amountOf(listed);
}

/** Checks for every day whether it is the first of a month that has begun. */
export function feesOf(plans: readonly RawPlan[], from: string, to: string, nowMs: number): Fraction {
  let fees = ZERO;
  for (let ms = Date.parse(from); dateOf(ms) < to; ms += 86_400_000) {
    const date = dateOf(ms);
    if (date.slice(8) === '01' && ms <= nowMs) fees = plus(fees, read(planOn(date, plans)?.monthlyFee ?? '0'));
  }
  return fees;
}

/** The time within one day, clipped at both midnights. */
export function msOn(date: string, raws: readonly Raw[], nowMs: number, kinds: readonly Raw['what'][]): number {
  const midnight = Date.parse(date);
  let ms = 0;
  for (const { what, fromMs, toMs } of raws) {
    if (!kinds.includes(what)) continue;
    const [start, end] = [Math.max(fromMs, midnight), Math.min(toMs ?? nowMs, midnight + 86_400_000)];
    if (end > start) ms += end - start;
  }
  return ms;
}
