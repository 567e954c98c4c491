import { Component, computed, inject } from '@angular/core';
import { type Params, RouterLink } from '@angular/router';
import { formatCount, formatSpan } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { Ticker } from '../live/ticker';
import { todayNow } from './today-now';

/** The counts of the current UTC day. */
@Component({
  selector: 'lk-today',
  imports: [RouterLink],
  template: `@if (today(); as day) {
    <span>Charts: last hour</span>
    @let to = links(day.from);
    <span title="Since midnight, UTC"
      >Today (UTC):
      <a class="follow" routerLink="/sessions" [queryParams]="to.started"
        >{{ count(day.sessions) }} {{ noun(day.sessions, 'session') }}</a
      ></span
    >
    <span
      ><a class="follow" routerLink="/sessions" [queryParams]="to.all"
        >{{ count(day.joins) }} {{ noun(day.joins, 'join') }}</a
      ></span
    >
    <span [class.failed]="day.aborted" title="Joins that failed before a connection was established"
      ><a class="follow" routerLink="/sessions" [queryParams]="to.failed">{{ count(day.aborted) }} failed</a></span
    >
    <span title="Participant time today, including current connections"
      ><a class="follow" routerLink="/sessions" [queryParams]="to.all"
        >{{ span(day.personMs) }} participant time</a
      ></span
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
    @media (max-width: 640px) {
      :host {
        min-height: 40px;
      }
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
  /** The link to the sessions that the numbers count; `from`: when the day began. */
  protected readonly links = (from: string): Readonly<Record<'all' | 'started' | 'failed', Params>> => {
    const all = { view: 'history', from, live: 1 };
    return { all, started: { ...all, moment: 'start' }, failed: { ...all, failed: 1 } };
  };
  protected readonly today = computed(() => {
    const stats = this.live.stats();
    return stats && todayNow(stats, this.ticker.now());
  });
}
