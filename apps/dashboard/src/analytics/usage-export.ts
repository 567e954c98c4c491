import { Component, computed, inject, input } from '@angular/core';
import type { UsageGroup } from '@livekit-dashboard/contracts';
import { UI_CLOCK } from '@livekit-dashboard/ui';
import { ExportMenu, type ExportThing } from '../exports/export-menu';
import type { Days } from '../range/days';
import { usageQuery } from './analytics.store';
import { rangeWords } from './day-words';
import { FILTER_WORDS, type Filters, FILTERS } from './links';

/** The use of the days that one looks at as files: by day, and by what the parts of the cost are told apart by. */
@Component({
  selector: 'lk-usage-export',
  imports: [ExportMenu],
  template: `<lk-export-menu [things]="things()" />`,
  styles: `
    :host {
      margin-left: auto;
    }
  `,
})
export class UsageExport {
  readonly days = input.required<Days>();
  readonly filters = input.required<Filters>();
  readonly groupBy = input.required<UsageGroup>();

  private readonly clock = inject(UI_CLOCK);
  protected readonly things = computed((): readonly ExportThing[] => {
    const [days, filters] = [this.days(), this.filters()];
    const query = usageQuery(days, filters, this.clock.zone());
    const note = `${rangeWords(days.from, days.to)}, days of ${query.tz}${narrowedTo(filters)}.`;
    return (['day', this.groupBy()] as const).map((groupBy) => ({
      resource: 'usage',
      label: `Usage by ${groupBy}`,
      note,
      query: { ...query, groupBy },
    }));
  });
}

/** `; only room support`. */
function narrowedTo(filters: Filters): string {
  const set = FILTERS.flatMap((name) =>
    filters[name] ? [`${FILTER_WORDS[name].toLowerCase()} ${filters[name]}`] : [],
  );
  return set.length > 0 ? `; only ${set.join(', ')}` : '';
}
