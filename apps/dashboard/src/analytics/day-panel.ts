import { Component, computed, inject, input, output } from '@angular/core';
import { Router } from '@angular/router';
import { Chart } from './chart';
import type { DayChart } from './day-chart.model';
import { DayTable } from './day-table';
import { periodOfHistory, type Scope } from './links';
import { isHour, periodSpan } from './periods';

/** The ends of a range for the URL: days, both included, or instants. */
export interface PickedEnds {
  readonly from: string;
  readonly to: string;
}

/**
 * A chart in its frame: its heading, its sum, the legend of its series, and its table, visible or for screen readers
 * only.
 */
@Component({
  selector: 'lk-day-panel',
  imports: [Chart, DayTable],
  host: { class: 'card panel', role: 'group', '[attr.aria-label]': 'heading()' },
  template: `
    <header>
      <h2>{{ heading() }}</h2>
      @if (chart(); as shown) {
        <span class="sum">{{ shown.summary }}</span>
        @if (shown.series.length > 1) {
          <ul class="legend" aria-hidden="true">
            @for (series of shown.series; track series.label) {
              <li><i [class]="'swatch ' + series.tone + ' ' + series.shape"></i>{{ series.label }}</li>
            }
          </ul>
        }
        <button
          type="button"
          class="toggle"
          [attr.aria-pressed]="table()"
          [attr.aria-label]="'Table: ' + heading()"
          (click)="toggled.emit(shown.id)"
        >
          Table
        </button>
      }
    </header>
    <div class="body">
      @if (chart(); as shown) {
        @if (!table()) {
          <lk-chart [chart]="shown" (dragged)="choose($event)" (clicked)="follow($event)" />
        }
        <div
          [class]="table() ? 'scroll' : 'sr-only'"
          [attr.tabindex]="table() ? 0 : null"
          [attr.role]="table() ? 'region' : null"
          [attr.aria-label]="table() ? heading() + ', table' : null"
        >
          <lk-day-table [chart]="shown" [scope]="scope()" [links]="table()" />
        </div>
      }
    </div>
  `,
  styleUrl: './day-panel.scss',
})
export class DayPanel {
  readonly heading = input.required<string>();
  /** Null: it is not loaded yet; its space is reserved. */
  readonly chart = input.required<DayChart | null>();
  readonly scope = input.required<Scope>();
  /** Ids of the charts whose tables are shown. */
  readonly tables = input.required<ReadonlySet<string>>();
  readonly picked = output<PickedEnds>();
  readonly toggled = output<string>();

  private readonly router = inject(Router);
  protected readonly table = computed(() => this.tables().has(this.chart()?.id ?? ''));

  protected choose([first, last]: readonly [number, number]): void {
    const [from, to] = [this.dayAt(first), this.dayAt(last)];
    if (!from || !to) return;
    const end = isHour(to) ? new Date(periodSpan(to, this.scope().tz).toMs).toISOString() : to;
    this.picked.emit({ from, to: end });
  }

  /** To the sessions of the day. */
  protected follow(place: number): void {
    const day = this.dayAt(place);
    if (!day) return;
    const queryParams = periodOfHistory(this.scope(), day, this.chart()?.series[0]?.query);
    void this.router.navigate(['/sessions'], { queryParams });
  }

  private dayAt(place: number): string | undefined {
    return this.chart()?.days[place];
  }
}
