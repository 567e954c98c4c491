import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { formatCount } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { failureItems } from './failure-items';

/**
 * What failed within the last hour: a count of each kind that links to the list of exactly those. Zeros are shown in
 * grey.
 */
@Component({
  selector: 'lk-last-hour',
  imports: [RouterLink],
  host: { class: 'card', role: 'region', 'aria-labelledby': 'what-broke' },
  template: `
    <h2 id="what-broke">What broke <span>last hour</span></h2>
    <ul>
      @for (item of items(); track $index) {
        <li>
          <a [class]="item.tone" [routerLink]="item.path" [queryParams]="item.query" [title]="item.title">
            <b>{{ item.count === null ? '–' : count(item.count) + (item.more ? '+' : '') }}</b> {{ item.label }}
            @if (item.note) {
              <span class="note">{{ item.note }}</span>
            }
          </a>
        </li>
      }
    </ul>
  `,
  styleUrl: './last-hour.scss',
})
export class LastHour {
  private readonly failures = inject(LiveStore).failures;
  protected readonly count = formatCount;
  protected readonly items = computed(() => failureItems(this.failures()));
}
