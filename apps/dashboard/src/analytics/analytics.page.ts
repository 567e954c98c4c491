import { Component, computed, effect, inject, input, signal, untracked, ViewEncapsulation } from '@angular/core';
import { type Params, Router, RouterLink } from '@angular/router';
import type { UsageGroup } from '@livekit-dashboard/contracts';
import { Notice, UI_CLOCK } from '@livekit-dashboard/ui';
import { dayOf, type Days, wholeDays } from '../range/days';
import { RangeBar } from '../range/range-bar';
import { AnalyticsStore } from './analytics.store';
import { Asking } from './asking';
import { PART_GROUPS } from './cost-views';
import { Costs } from './costs';
import { rangeWords } from './day-words';
import { FILTERS, type Filters, NO_FILTERS, type Scope, utcDaysOf } from './links';
import { ChartLook } from './look';
import { Overall } from './overall';
import { UsageExport } from './usage-export';
import { UsageFilter } from './usage-filter';

/** Parts of the cost on the page at first, and after "more". */
const PARTS = { first: 10, more: 200 } as const;

/**
 * `/analytics`: what a range of days looked like and what it cost. Days, filters, tables and parts are in the URL; each change is a
 * step that Back undoes. Its styles are for all that is drawn in it, also the tips that ECharts makes.
 */
@Component({
  selector: 'lk-analytics-page',
  imports: [Asking, Costs, Notice, Overall, RangeBar, RouterLink, UsageExport, UsageFilter],
  providers: [AnalyticsStore, ChartLook],
  host: { class: 'page' },
  encapsulation: ViewEncapsulation.None,
  templateUrl: './analytics.page.html',
  styleUrl: './analytics.page.scss',
})
export class AnalyticsPage {
  /** From the URL. */
  readonly from = input<string>();
  readonly to = input<string>();
  readonly room = input<string>();
  readonly identity = input<string>();
  readonly agent = input<string>();
  readonly tenant = input<string>();
  readonly by = input<string>();
  readonly table = input<string>();

  protected readonly store = inject(AnalyticsStore);
  private readonly router = inject(Router);
  private readonly clock = inject(UI_CLOCK);
  private readonly today = computed(() => dayOf(this.clock.now(), this.clock.zone()));
  private readonly limit = signal<number>(PARTS.first);

  protected readonly days = computed(() => wholeDays(this.from(), this.to(), this.today()), { equal: sameDays });
  protected readonly filters = computed((): Filters => ({
    room: this.room(),
    identity: this.identity(),
    agent: this.agent(),
    tenant: this.tenant(),
  }));
  protected readonly tables = computed((): ReadonlySet<string> => new Set((this.table() ?? '').split(',')));
  protected readonly groupBy = computed(
    (): UsageGroup => PART_GROUPS.find(({ id }) => id === this.by())?.id ?? PART_GROUPS[0].id,
  );

  protected readonly usage = this.store.analytics.value;
  protected readonly costs = this.store.costs.value;
  protected readonly scope = computed((): Scope => ({ days: this.days(), filters: this.filters() }));
  /** Of the numbers that show, which may be older than the URL. */
  protected readonly usageScope = computed((): Scope => {
    const days = this.usage()?.days ?? [];
    const [first, last] = [days[0], days.at(-1)];
    return { days: first && last ? { from: first.day, to: last.day } : this.days(), filters: this.filters() };
  });
  protected readonly costScope = computed((): Scope => {
    const costs = this.costs();
    return { days: costs ? utcDaysOf(costs.from, costs.to) : this.days(), filters: this.filters(), utc: true };
  });
  protected readonly shownDays = computed(() => (this.usage() ? wordsOf(this.usageScope().days) : ''));
  protected readonly shownCostDays = computed(() => (this.costs() ? wordsOf(this.costScope().days) : ''));
  protected readonly empty = computed(
    () =>
      this.usage()?.days.every(({ sessions, joins, aborted, personMs, agentMs }) =>
        [sessions, joins, aborted, personMs, agentMs].every((value) => value === 0),
      ) ?? false,
  );
  protected readonly noFilters = NO_FILTERS;
  protected readonly filtered = computed(() => FILTERS.some((name) => this.filters()[name]));

  constructor() {
    effect(() => {
      const [days, filters, zone] = [this.days(), this.filters(), this.clock.zone()];
      untracked(() => void this.store.ask(days, filters, zone));
    });
    effect(() => {
      const [days, filters, parts] = [this.days(), this.filters(), { groupBy: this.groupBy(), limit: this.limit() }];
      untracked(() => void this.store.askCosts(days, filters, parts));
    });
  }

  protected pick(days: Partial<Days>): void {
    this.go({ ...this.days(), ...days });
  }

  protected toggle(id: string): void {
    const tables = new Set(this.tables());
    if (!tables.delete(id)) tables.add(id);
    this.go({ table: [...tables].filter(Boolean).join(',') || null }, true);
  }

  protected more(): void {
    this.limit.set(PARTS.more);
  }

  protected go(queryParams: Params, replaceUrl = false): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl });
  }
}

const sameDays = (a: Days, b: Days): boolean => a.from === b.from && a.to === b.to;
const wordsOf = ({ from, to }: Days): string => rangeWords(from, to);
