import { Component, computed, inject, input, output } from '@angular/core';
import type { Analytics } from '@livekit-dashboard/contracts';
import type { Days } from '../range/days';
import { AnalyticsStore } from './analytics.store';
import { dayCharts } from './day-charts';
import { DayPanel } from './day-panel';
import { FigureStrip } from './figure-strip';
import type { Scope } from './links';
import { endRows, leaveRows, lengthRows } from './tallies';
import { TallyPanel } from './tally-panel';
import { TopPanel } from './top-panel';

const HEADINGS = ['Sessions started', 'Minutes', 'Most at one time', 'Failed joins'];

/** What happened in the range. While nothing is there yet, its places are. */
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
        none="Nobody left in these days."
        [rows]="tallies()?.leaves ?? null"
      />
      <lk-tally-panel
        heading="How sessions ended"
        kind="Way"
        none="No session ended in these days."
        [rows]="tallies()?.ends ?? null"
      />
      <lk-tally-panel
        heading="How long sessions were"
        kind="Length"
        none="No session ended in these days."
        [rows]="tallies()?.lengths ?? null"
      />
    </div>
    <div class="two">
      <lk-top-panel heading="Rooms with the most time" by="room" [question]="store.rooms" [scope]="asked()" />
      <lk-top-panel
        heading="Identities with the most time"
        by="identity"
        [question]="store.identities"
        [scope]="asked()"
      />
    </div>
  `,
  styleUrl: './overall.scss',
})
export class Overall {
  /** Null: not there yet. */
  readonly analytics = input.required<Analytics | null>();
  /** Of the numbers that show, and of those that are asked for. */
  readonly scope = input.required<Scope>();
  readonly asked = input.required<Scope>();
  readonly tables = input.required<ReadonlySet<string>>();
  readonly picked = output<Days>();
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
