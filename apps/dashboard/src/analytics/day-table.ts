import { Component, computed, input } from '@angular/core';
import { type Params, RouterLink } from '@angular/router';
import type { DayChart } from './day-chart.model';
import { periodOfHistory, type Scope } from './links';
import { fullPeriod, isHour } from './periods';

/**
 * The numbers of a chart, the latest day first. If it is visible, each number links to its sessions; otherwise it is
 * for screen readers.
 */
@Component({
  selector: 'lk-day-table',
  imports: [RouterLink],
  template: `
    <table>
      <caption class="sr-only">
        {{
          chart().heading
        }}, by
        {{
          unit().toLowerCase()
        }}
      </caption>
      <thead>
        <tr>
          <th scope="col">{{ unit() }}</th>
          @for (series of chart().series; track series.label) {
            <th scope="col" class="number">{{ series.label }}</th>
          }
        </tr>
      </thead>
      <tbody>
        @for (row of rows(); track row.day) {
          <tr>
            <th scope="row">{{ row.words }}</th>
            @for (cell of row.cells; track $index) {
              <td class="number" [class.zero]="cell.zero">
                @if (links() && cell.query) {
                  <a class="follow" routerLink="/sessions" [queryParams]="cell.query">{{ cell.text }}</a>
                } @else {
                  {{ cell.text }}
                }
              </td>
            }
          </tr>
        }
      </tbody>
    </table>
  `,
  styleUrls: ['./table.scss', './day-table.scss'],
})
export class DayTable {
  readonly chart = input.required<DayChart>();
  readonly scope = input.required<Scope>();
  readonly links = input.required<boolean>();

  protected readonly unit = computed(() => (isHour(this.chart().days[0] ?? '') ? 'Hour' : 'Day'));
  protected readonly rows = computed(() => {
    const { days, series } = this.chart();
    return days.map((_, index) => this.row(days.length - 1 - index, series));
  });

  private leads(day: string | null | undefined, query: Params | undefined): Params | null {
    return day ? periodOfHistory(this.scope(), day, query) : null;
  }

  private row(index: number, series: DayChart['series']) {
    const day = this.chart().days[index] ?? '';
    return {
      day,
      words: fullPeriod(day, this.chart().tz),
      cells: series.map(({ texts, values, keys, query }) => ({
        text: texts[index] ?? '',
        zero: !values[index],
        query: this.leads(keys ? keys[index] : day, query),
      })),
    };
  }
}
