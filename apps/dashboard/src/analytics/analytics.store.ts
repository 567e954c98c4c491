/**
 * What a range of days looked like. Provided by the page and gone with it. Nothing here polls.
 */
import { DestroyRef, inject, Injectable } from '@angular/core';
import type { Analytics } from '@livekit-dashboard/contracts';
import type { Zone } from '@livekit-dashboard/ui';
import { spanOf } from '../sessions/history-range';
import type { Days } from '../range/days';
import type { Filters } from './links';
import { Question } from './question';

/** Days of the local zone are days of its name; where the browser does not know it, of UTC. */
const nameOf = (zone: Zone): string =>
  zone === 'utc' ? 'UTC' : new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

@Injectable()
export class AnalyticsStore {
  readonly analytics = new Question<Analytics>();

  constructor() {
    inject(DestroyRef).onDestroy(() => this.analytics.close());
  }

  ask({ from, to }: Days, filters: Filters, zone: Zone): Promise<void> {
    return this.analytics.ask('analytics', { ...spanOf({ from, to }, 0, zone), tz: nameOf(zone), ...filters });
  }
}
