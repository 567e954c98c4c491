import { Component, computed, inject, input, output } from '@angular/core';
import type { Analytics } from '@livekit-dashboard/contracts';
import { AnalyticsStore } from './analytics.store';
import { dayCharts } from './day-charts';
import { DayPanel, type PickedEnds } from './day-panel';
import { FigureStrip } from './figure-strip';
import type { Scope } from './links';
import { endRows, leaveRows, lengthRows } from './tallies';
import { TallyPanel } from './tally-panel';
import { TopPanel } from './top-panel';

const HEADINGS = ['Sessions started', 'Minutes', 'Peak concurrency', 'Failed joins'];

/** What happened in the range. While it loads, placeholders keep the layout. */
@Component({
  selector: 'lk-overall',
  imports: [DayPanel, FigureStrip, TallyPanel, TopPanel],
  template: `
    <lk-figure-strip [analytics]="analytics()" [scope]="scope()" />
    <div class="two">
      @for (panel of panels(); track panel.heading) {
        <lk-day-panel
          [heading]="panel.heading"
          [chart]="panel.chart"
          [scope]="scope()"
          [tables]="tables()"
          (picked)="picked.emit($event)"
          (toggled)="toggled.emit($event)"
        />
      }
    </div>
    <div class="three">
      <lk-tally-panel
        heading="Why people left"
        kind="Reason"
        none="Nobody left in this range."
        [rows]="tallies()?.leaves ?? null"
      />
      <lk-tally-panel
        heading="How sessions ended"
        kind="End"
        none="No session ended in this range."
        [rows]="tallies()?.ends ?? null"
      />
      <lk-tally-panel
        heading="Session length"
        kind="Length"
        none="No session ended in this range."
        [rows]="tallies()?.lengths ?? null"
      />
    </div>
    <div class="two">
      <lk-top-panel heading="Top rooms" by="room" [query]="store.rooms" [scope]="scope()" />
      <lk-top-panel heading="Top identities" by="identity" [query]="store.identities" [scope]="scope()" />
    </div>
  `,
  styleUrl: './overall.scss',
})
export class Overall {
  /** Null: not there yet. */
  readonly analytics = input.required<Analytics | null>();
  /** Of the numbers shown. */
  readonly scope = input.required<Scope>();
  readonly tables = input.required<ReadonlySet<string>>();
  readonly picked = output<PickedEnds>();
  readonly toggled = output<string>();

  protected readonly store = inject(AnalyticsStore);
  protected readonly panels = computed(() => {
    const analytics = this.analytics();
    if (!analytics) return HEADINGS.map((heading) => ({ heading, chart: null }));
    return dayCharts(analytics).map((chart) => ({ heading: chart.heading, chart }));
  });
  protected readonly tallies = computed(() => {
    const [analytics, scope] = [this.analytics(), this.scope()];
    if (!analytics) return null;
    return {
      leaves: leaveRows(analytics, scope),
      ends: endRows(analytics, scope),
      lengths: lengthRows(analytics, scope),
    };
  });
}
