import { Component, computed, inject } from '@angular/core';
import { formatCount, formatSpan } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { Ticker } from '../live/ticker';
import { todayNow } from './today-now';

/** What the UTC day brought so far. */
@Component({
  selector: 'lk-today',
  template: `@if (today(); as day) {
    <span>last 60 minutes</span>
    <span title="Since midnight, UTC">today (UTC) {{ count(day.sessions) }} {{ noun(day.sessions, 'session') }}</span>
    <span>{{ count(day.joins) }} {{ noun(day.joins, 'join') }}</span>
    <span [class.failed]="day.aborted" title="Joins that never came to be">{{ count(day.aborted) }} failed</span>
    <span title="Time that people were connected today, those who are in now included"
      >{{ span(day.personMs) }} of people's time</span
    >
  }`,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      min-height: 20px;
      font-size: var(--size-small);
      color: var(--text-2);
    }
    span:not(:last-child)::after {
      content: '·';
      margin: 0 6px;
      color: var(--text-3);
    }
    .failed {
      color: var(--bad);
    }
  `,
})
export class TodaySoFar {
  private readonly live = inject(LiveStore);
  private readonly ticker = inject(Ticker);
  protected readonly count = formatCount;
  protected readonly span = formatSpan;
  protected readonly noun = (count: number, word: string): string => (count === 1 ? word : `${word}s`);
  protected readonly today = computed(() => {
    const stats = this.live.stats();
    return stats && todayNow(stats, this.ticker.now());
  });
}
