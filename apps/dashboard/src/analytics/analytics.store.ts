/**
 * What a range of days looked like, and what it cost: two questions to REST, so that one that fails or is slow leaves the other
 * alone. Provided by the page and gone with it. Nothing here polls.
 */
import { DestroyRef, inject, Injectable } from '@angular/core';
import type { Analytics, Costs, UsageGroup } from '@livekit-dashboard/contracts';
import type { Zone } from '@livekit-dashboard/ui';
import { spanOf } from '../sessions/history-range';
import { addDays, type Days } from '../range/days';
import type { Filters } from './links';
import { Question } from './question';

/** Days of the local zone are days of its name; where the browser does not know it, of UTC. */
const nameOf = (zone: Zone): string =>
  zone === 'utc' ? 'UTC' : new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

export interface CostParts {
  readonly groupBy: UsageGroup;
  readonly limit: number;
}

@Injectable()
export class AnalyticsStore {
  readonly analytics = new Question<Analytics>();
  readonly costs = new Question<Costs>();

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.analytics.close();
      this.costs.close();
    });
  }

  ask({ from, to }: Days, filters: Filters, zone: Zone): Promise<void> {
    return this.analytics.ask('analytics', { ...spanOf({ from, to }, 0, zone), tz: nameOf(zone), ...filters });
  }

  /** Whole UTC days, whatever the zone of the page. */
  askCosts({ from, to }: Days, filters: Filters, parts: CostParts): Promise<void> {
    return this.costs.ask('costs', { from, to: addDays(to, 1), ...parts, ...filters });
  }
}
