import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { formatCount } from '@livekit-dashboard/ui';
import type { TallyRow } from './tallies';

/** Counts by kind: a table with bars. Each number links to the sessions that it counts. */
@Component({
  selector: 'lk-tally-panel',
  imports: [RouterLink],
  host: { class: 'card panel' },
  template: `
    <header>
      <h2>{{ heading() }}</h2>
    </header>
    @if (rows(); as shown) {
      <table>
        <caption class="sr-only">
          {{
            heading()
          }}
        </caption>
        <thead class="sr-only">
          <tr>
            <th scope="col">{{ kind() }}</th>
            <td></td>
            <th scope="col">Number</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          @for (row of shown; track row.word) {
            <tr>
              <th scope="row" class="name" [title]="row.word || row.label">
                <bdi>{{ row.label }}</bdi>
                @if (row.doubtful) {
                  <span class="doubt">estimated</span>
                }
              </th>
              <td class="bar" aria-hidden="true">
                <i [style.--size]="row.size" [class.doubtful]="row.doubtful" [class.empty]="!row.count"></i>
              </td>
              <td class="number" [class.zero]="!row.count">
                <a class="follow" routerLink="/sessions" [queryParams]="row.query">{{ count(row.count) }}</a>
              </td>
              <td class="number share">{{ row.share }}</td>
            </tr>
          } @empty {
            <tr>
              <td class="zero none" colspan="4">{{ none() }}</td>
            </tr>
          }
        </tbody>
      </table>
    }
  `,
  styleUrls: ['./table.scss', './tally-panel.scss'],
})
export class TallyPanel {
  readonly heading = input.required<string>();
  /** The heading of the first column. */
  readonly kind = input.required<string>();
  /** Null: not there yet. */
  readonly rows = input.required<readonly TallyRow[] | null>();
  /** Where there are no rows. */
  readonly none = input.required<string>();
  protected readonly count = formatCount;
}
