import { Component, computed, inject, input } from '@angular/core';
import { formatMinute, type Reading } from '@livekit-dashboard/ui';
import { ZoneChoice } from '../frame/zone-choice';

export interface ReadingsColumn {
  readonly label: string;
  readonly readings: readonly Reading[];
}

/** The numbers of the lines: one row per minute, the newest first. */
@Component({
  selector: 'lk-hour-table',
  host: { class: 'card', role: 'region', tabindex: '0', '[attr.aria-label]': 'label()' },
  template: `
    <table [style.--count]="columns().length">
      <caption>
        {{
          label()
        }}
      </caption>
      <thead>
        <tr>
          <th scope="col">Minute</th>
          @for (column of columns(); track $index) {
            <th scope="col" class="number" [title]="column.label">
              <bdi>{{ column.label }}</bdi>
            </th>
          }
        </tr>
      </thead>
      <tbody>
        @for (row of rows(); track row.at) {
          <tr>
            <th scope="row">{{ row.time }}</th>
            @for (reading of row.readings; track $index) {
              <td class="number" [class.zero]="!reading">{{ reading ?? '–' }}</td>
            }
          </tr>
        }
      </tbody>
    </table>
  `,
  styleUrl: './hour-table.scss',
})
export class HourTable {
  readonly label = input.required<string>();
  readonly columns = input.required<readonly ReadingsColumn[]>();
  /** The full minute of the last reading. */
  readonly to = input.required<string>();
  private readonly zone = inject(ZoneChoice).zone;

  protected readonly rows = computed(() => {
    const last = Date.parse(this.to());
    const length = this.columns()[0]?.readings.length ?? 0;
    return Array.from({ length }, (_, back) => ({
      at: last - back * 60_000,
      time: formatMinute(last - back * 60_000, this.zone()),
      readings: this.columns().map(({ readings }) => readings[length - 1 - back] ?? null),
    }));
  });
}
