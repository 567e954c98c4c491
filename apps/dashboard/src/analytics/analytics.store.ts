/**
 * What a range of days looked like, who had the most time in it, and what it cost: each a question of its own to REST, so that one that
 * fails or is slow leaves the others alone. Provided by the page and gone with it. Nothing here polls.
 */
import { DestroyRef, inject, Injectable } from '@angular/core';
import type { Analytics, Costs, UsageGroup, UsageList } from '@livekit-dashboard/contracts';
import type { Zone } from '@livekit-dashboard/ui';
import { spanOf } from '../sessions/history-range';
import { addDays, type Days } from '../range/days';
import type { Filters } from './links';
import { Question } from './question';
import { TOP_ASKED } from './top-rows';

/** Days of the local zone are days of its name; where the browser does not know it, of UTC. */
const nameOf = (zone: Zone): string =>
  zone === 'utc' ? 'UTC' : new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** Days of a zone and what they are narrowed to, as the API is asked for use. */
export const usageQuery = ({ from, to }: Days, filters: Filters, zone: Zone) => ({
  ...spanOf({ from, to }, 0, zone),
  tz: nameOf(zone),
  ...filters,
});

export interface CostParts {
  readonly groupBy: UsageGroup;
  readonly limit: number;
}

@Injectable()
export class AnalyticsStore {
  readonly analytics = new Question<Analytics>();
  readonly rooms = new Question<UsageList>();
  readonly identities = new Question<UsageList>();
  readonly costs = new Question<Costs>();

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      for (const question of [this.analytics, this.rooms, this.identities, this.costs]) question.close();
    });
  }

  async ask(days: Days, filters: Filters, zone: Zone): Promise<void> {
    const about = usageQuery(days, filters, zone);
    const top = { ...about, limit: TOP_ASKED };
    await Promise.all([
      this.analytics.ask('analytics', { ...about, top: 0 }),
      this.rooms.ask('usage', { ...top, groupBy: 'room' }),
      this.identities.ask('usage', { ...top, groupBy: 'identity' }),
    ]);
  }

  /** Whole UTC days, whatever the zone of the page. */
  askCosts({ from, to }: Days, filters: Filters, parts: CostParts): Promise<void> {
    return this.costs.ask('costs', { from, to: addDays(to, 1), ...parts, ...filters });
  }
}
