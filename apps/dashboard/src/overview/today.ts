import { Component, computed, inject } from '@angular/core';
import { formatCount, formatSpan } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { Ticker } from '../live/ticker';
import { personMsNow } from './person-time';

/** What the UTC day brought so far. */
@Component({
  selector: 'lk-today',
  template: `@if (live.stats()?.today; as today) {
    <span>last 60 minutes</span>
    <span title="Since midnight, UTC"
      >today (UTC) {{ count(today.sessions) }} {{ noun(today.sessions, 'session') }}</span
    >
    <span>{{ count(today.joins) }} {{ noun(today.joins, 'join') }}</span>
    <span [class.failed]="today.aborted" title="Joins that never came to be">{{ count(today.aborted) }} failed</span>
    <span title="Time that people were connected today, those who are in now included"
      >{{ time() }} of people's time</span
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
export class Today {
  protected readonly live = inject(LiveStore);
  private readonly ticker = inject(Ticker);
  protected readonly count = formatCount;
  protected readonly noun = (count: number, word: string): string => (count === 1 ? word : `${word}s`);
  protected readonly time = computed(() => {
    const stats = this.live.stats();
    return stats ? formatSpan(personMsNow(stats, this.ticker.now())) : '';
  });
}
