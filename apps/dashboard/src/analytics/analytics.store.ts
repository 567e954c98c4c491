/**
 * Activity of a range, its rooms and identities with the most time, and its cost: each a request of its own, so that a
 * slow or failed one does not affect the others. Provided by the page and destroyed with it. Nothing polls; what failed
 * is requested again once the link to the server is back.
 */
import { DestroyRef, inject, Injectable } from '@angular/core';
import {
  type Analytics,
  type CostGroup,
  type Costs,
  RANGE_LIMIT_DAYS,
  shiftDay,
  type UsageList,
} from '@livekit-dashboard/contracts';
import { eachTimeLive } from '../live/each-time-live';
import type { Query } from '../live/rest';
import { daysOf, instantsOf, type RangeAddress, relativeOf } from '../range/range';
import type { Filters } from './links';
import { RestQuery } from '../shared/data/rest-query';
import { TOP_ASKED } from './top-rows';

/** What an empty URL means. */
export const DEFAULT_RANGE = 'last30d';
const DAY_MS = 86_400_000;
/** Ranges up to this show hours unless the URL says otherwise. */
const HOURS_BY_DEFAULT_MS = 3 * DAY_MS;

export type Unit = 'day' | 'hour';

/** The range of the page as it is in the URL. */
export interface PageRange {
  readonly address: RangeAddress;
  readonly tz: string;
}

/** The range as a query of usage. A relative range stays relative, so that the server's clock decides. */
export function usageRange({ address, tz }: PageRange, nowMs: number): Query {
  const relative = relativeOf(address, DEFAULT_RANGE);
  if (relative) return { range: relative, tz };
  return { ...instantsOf(address, nowMs, tz), tz };
}

/** The range as a query of costs: whole UTC days with the dates of the range. */
export function costRange({ address, tz }: PageRange, nowMs: number): Query {
  const relative = relativeOf(address, DEFAULT_RANGE);
  if (relative) return { range: relative, tz };
  const days = daysOf(address, nowMs, tz);
  return days ? { from: days[0], to: shiftDay(days[1], 1) } : {};
}

/** The units that a range can be shown in, and the one it is shown in. */
export function unitsOf({ address, tz }: PageRange, nowMs: number, asked: string | undefined) {
  const { from, to } = instantsOf(address, nowMs, tz, DEFAULT_RANGE);
  const lengthMs = from === null || to === null ? Infinity : Date.parse(to) - Date.parse(from);
  const canBeHours = lengthMs <= RANGE_LIMIT_DAYS.hour * DAY_MS;
  const byDefault: Unit = lengthMs <= HOURS_BY_DEFAULT_MS ? 'hour' : 'day';
  const unit: Unit = !canBeHours ? 'day' : asked === 'hour' || asked === 'day' ? asked : byDefault;
  return { canBeHours, unit, byDefault };
}

export interface CostParts {
  readonly groupBy: CostGroup;
  readonly limit: number;
}

@Injectable()
export class AnalyticsStore {
  private readonly owner = inject(DestroyRef);
  readonly analytics = new RestQuery<Analytics>(this.owner);
  readonly rooms = new RestQuery<UsageList>(this.owner);
  readonly identities = new RestQuery<UsageList>(this.owner);
  readonly costs = new RestQuery<Costs>(this.owner);

  constructor() {
    const queries = [this.analytics, this.rooms, this.identities, this.costs];
    eachTimeLive(() => {
      for (const query of queries) if (query.state() === 'failed') void query.retry();
    });
  }

  async ask(range: PageRange, filters: Filters, unit: Unit, nowMs: number): Promise<void> {
    const about = { ...usageRange(range, nowMs), ...filters };
    const top = { ...about, limit: TOP_ASKED };
    await Promise.all([
      this.analytics.ask('analytics', { ...about, groupBy: unit, compare: 'previous', top: 0 }),
      this.rooms.ask('usage', { ...top, groupBy: 'room' }),
      this.identities.ask('usage', { ...top, groupBy: 'identity' }),
    ]);
  }

  /** Whole UTC days, whatever the zone of the page. */
  askCosts(range: PageRange, filters: Filters, parts: CostParts, nowMs: number): Promise<void> {
    return this.costs.ask('costs', { ...costRange(range, nowMs), ...parts, compare: 'previous', ...filters });
  }
}
