import { Component, computed, effect, inject, input, untracked, ViewEncapsulation } from '@angular/core';
import { type Params, Router, RouterLink } from '@angular/router';
import type { CostGroup } from '@livekit-dashboard/contracts';
import { Notice, UI_CLOCK } from '@livekit-dashboard/ui';
import { instantsLabel, type RangeAddress } from '../range/range';
import { TimeRangePicker } from '../range/range-picker';
import { AnalyticsStore, DEFAULT_RANGE, type PageRange, unitsOf } from './analytics.store';
import { Asking } from './asking';
import { PART_GROUPS } from './cost-views';
import { Costs } from './costs';
import type { PickedEnds } from './day-panel';
import { FILTERS, type Filters, NO_FILTERS, type Scope } from './links';
import { ChartLook } from './look';
import { Overall } from './overall';
import { UsageExport } from './usage-export';
import { UsageFilter } from './usage-filter';

/** Parts of the cost that are loaded, so that they can be sorted by price. */
const PARTS = 500;

/**
 * `/analytics`: activity and cost of a range. Range, zone, filters, tables and parts are in the URL; each change is a
 * step that Back undoes. The zone is in the URL too (`withZone`), so that a link shows the same numbers to everyone.
 * Its styles apply to everything drawn in it, including the tips that ECharts creates.
 */
@Component({
  selector: 'lk-analytics-page',
  imports: [Asking, Costs, Notice, Overall, RouterLink, TimeRangePicker, UsageExport, UsageFilter],
  providers: [AnalyticsStore, ChartLook],
  host: { class: 'page' },
  encapsulation: ViewEncapsulation.None,
  templateUrl: './analytics.page.html',
  styleUrl: './analytics.page.scss',
})
export class AnalyticsPage {
  /** From the URL. */
  readonly range = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  readonly unit = input<string>();
  readonly room = input<string>();
  readonly identity = input<string>();
  readonly agent = input<string>();
  readonly tenant = input<string>();
  readonly by = input<string>();
  readonly table = input<string>();

  protected readonly store = inject(AnalyticsStore);
  private readonly router = inject(Router);
  private readonly clock = inject(UI_CLOCK);

  protected readonly fallback = DEFAULT_RANGE;
  protected readonly zone = this.clock.zone;
  protected readonly address = computed((): RangeAddress => ({
    range: this.range(),
    from: this.from(),
    to: this.to(),
  }));
  protected readonly pageRange = computed((): PageRange => ({ address: this.address(), tz: this.zone() }));
  protected readonly units = computed(() => unitsOf(this.pageRange(), this.clock.now(), this.unit()), {
    equal: (a, b) => a.unit === b.unit && a.canBeHours === b.canBeHours,
  });
  protected readonly filters = computed((): Filters => ({
    room: this.room(),
    identity: this.identity(),
    agent: this.agent(),
    tenant: this.tenant(),
  }));
  protected readonly tables = computed((): ReadonlySet<string> => new Set((this.table() ?? '').split(',')));
  protected readonly groupBy = computed(
    (): CostGroup => PART_GROUPS.find(({ id }) => id === this.by())?.id ?? PART_GROUPS[0].id,
  );

  protected readonly usage = this.store.analytics.value;
  protected readonly costs = this.store.costs.value;
  /** The range of the shown numbers, which may be older than the URL. */
  protected readonly usageScope = computed((): Scope => {
    const usage = this.usage();
    return { from: usage?.from ?? '', to: usage?.to ?? '', tz: usage?.tz ?? this.zone(), filters: this.filters() };
  });
  protected readonly costScope = computed((): Scope => {
    const costs = this.costs();
    return { from: costs?.from ?? '', to: costs?.to ?? '', tz: 'UTC', filters: this.filters() };
  });
  protected readonly shownRange = computed(() => (this.usage() ? labelOf(this.usageScope()) : ''));
  /** The range of the shown numbers, with the zone of its days. */
  protected readonly zoneNote = computed(() => {
    const range = this.shownRange();
    return range && `${range}. ${this.units().unit === 'hour' ? 'Hours' : 'Days'} of ${this.usageScope().tz}`;
  });
  protected readonly shownCosts = computed(() => (this.costs() ? labelOf(this.costScope()) : ''));
  protected readonly empty = computed(
    () =>
      this.usage()?.days.every(({ sessions, joins, aborted, personMs, agentMs }) =>
        [sessions, joins, aborted, personMs, agentMs].every((value) => value === 0),
      ) ?? false,
  );
  /** Whether the address is a link to the costs, which must then be in the page at once. */
  private readonly leadsToCosts = this.router.parseUrl(this.router.url).fragment === 'cost';
  /**
   * Whether the height of the numbers is known, so that what is below them does not move. A link to the costs does not
   * wait for it.
   */
  protected readonly settled = computed(
    () => this.leadsToCosts || this.usage() !== null || ['failed', 'cancelled'].includes(this.store.analytics.state()),
  );
  protected readonly noFilters = NO_FILTERS;
  protected readonly filtered = computed(() => FILTERS.some((name) => this.filters()[name]));

  constructor() {
    effect(() => {
      const [range, filters, { unit }] = [this.pageRange(), this.filters(), this.units()];
      untracked(() => void this.store.ask(range, filters, unit, this.clock.now()));
    });
    effect(() => {
      const [range, filters, parts] = [this.pageRange(), this.filters(), { groupBy: this.groupBy(), limit: PARTS }];
      untracked(() => void this.store.askCosts(range, filters, parts, this.clock.now()));
    });
  }

  /** Ends picked in a chart. */
  protected pick({ from, to }: PickedEnds): void {
    this.go({ range: null, from, to, unit: null, tz: this.zone() });
  }

  protected toggle(id: string): void {
    const tables = new Set(this.tables());
    if (!tables.delete(id)) tables.add(id);
    this.go({ table: [...tables].filter(Boolean).join(',') || null }, true);
  }

  protected show(unit: 'day' | 'hour'): void {
    this.go({ unit: unit === this.units().byDefault ? null : unit }, true);
  }

  protected print(): void {
    window.print();
  }

  protected go(queryParams: Params, replaceUrl = false): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl });
  }
}

const labelOf = ({ from, to, tz }: Scope): string => instantsLabel({ from, to }, tz);
