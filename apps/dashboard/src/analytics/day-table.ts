import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { dayOfHistory, type Scope } from './links';
import { fullDayWords } from './day-words';
import type { DayChart } from './day-chart.model';

/** The numbers of a chart, the latest day first. Where one sees it each number leads to its sessions; else it is there to be read out. */
@Component({
  selector: 'lk-day-table',
  imports: [RouterLink],
  template: `
    <table>
      <caption class="sr-only">
        {{
          chart().heading
        }}, by day
      </caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
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
                @if (links()) {
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
  styleUrl: './table.scss',
})
export class DayTable {
  readonly chart = input.required<DayChart>();
  readonly scope = input.required<Scope>();
  readonly links = input.required<boolean>();

  protected readonly rows = computed(() => {
    const { days, series } = this.chart();
    return days.map((_, index) => this.row(days.length - 1 - index, series));
  });

  private row(index: number, series: DayChart['series']) {
    const day = this.chart().days[index] ?? '';
    return {
      day,
      words: fullDayWords(day),
      cells: series.map(({ texts, values, query }) => ({
        text: texts[index] ?? '',
        zero: !values[index],
        query: dayOfHistory(this.scope(), day, query),
      })),
    };
  }
}
