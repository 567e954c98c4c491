import { Component, computed, inject, input } from '@angular/core';
import type { CostGroup } from '@livekit-dashboard/contracts';
import { UI_CLOCK } from '@livekit-dashboard/ui';
import { ExportMenu, type ExportThing } from '../exports/export-menu';
import { rangeLabel } from '../range/range';
import { FILTER_LABELS } from '../shared/labels';
import { SetupStore } from '../setup/setup.store';
import { costRange, DEFAULT_RANGE, type PageRange, usageRange } from './analytics.store';
import { type Filters, FILTERS } from './links';

/** Usage and costs of the range as files, with the filters of the page. */
@Component({
  selector: 'lk-usage-export',
  imports: [ExportMenu],
  template: `<lk-export-menu [things]="things()" />`,
})
export class UsageExport {
  readonly range = input.required<PageRange>();
  readonly filters = input.required<Filters>();
  readonly groupBy = input.required<CostGroup>();

  private readonly clock = inject(UI_CLOCK);
  private readonly setup = inject(SetupStore);
  private readonly label = computed(() => {
    const { address, tz } = this.range();
    return rangeLabel(address, this.clock.now(), tz, DEFAULT_RANGE);
  });
  protected readonly things = computed((): readonly ExportThing[] => {
    const [range, filters, now] = [this.range(), this.filters(), this.clock.now()];
    const narrowed = filtersLabel(filters);
    const groups: readonly CostGroup[] = [
      ...(this.setup.tenantKey() === null ? [] : (['tenant'] as const)),
      'room',
      'day',
      'session',
    ];
    const costs = groups.map((groupBy, i): ExportThing => ({
      resource: 'costs',
      label: `Cost by ${groupBy}`,
      ...(i === 0 ? { note: `${this.label()}, UTC days${narrowed}` } : {}),
      query: { ...costRange(range, now), ...filters, groupBy },
    }));
    const by = ['day', this.groupBy() === 'day' ? 'room' : this.groupBy()] as const;
    const usage = by.map((groupBy, i): ExportThing => ({
      resource: 'usage',
      label: `Usage by ${groupBy}`,
      ...(i === 0 ? { note: `${this.label()}, days of ${range.tz}${narrowed}` } : {}),
      query: { ...usageRange(range, now), ...filters, groupBy },
    }));
    return [...costs, ...usage];
  });
}

/** `, room support`. */
function filtersLabel(filters: Filters): string {
  const set = FILTERS.flatMap((name) =>
    filters[name] ? [`${FILTER_LABELS[name].toLowerCase()} ${filters[name]}`] : [],
  );
  return set.length > 0 ? `, ${set.join(', ')}` : '';
}
