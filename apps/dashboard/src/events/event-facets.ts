import { Component, computed, input, output } from '@angular/core';
import { EVENT_FACETS } from '@livekit-dashboard/contracts';
import { formatCount, Time } from '@livekit-dashboard/ui';
import type { EventCounts } from './event-counts';
import { type EventFilter, FACET_LABELS, type FilterField, has } from '../event-log/event-filter';

/**
 * The values of the matching events with their counts; a click filters by a value, a second click removes the filter.
 */
@Component({
  selector: 'lk-event-facets',
  imports: [Time],
  host: { role: 'region', 'aria-label': 'Filter by value' },
  template: `
    @for (facet of facets(); track facet.name) {
      <section>
        <h2>{{ facet.label }}</h2>
        <ul>
          @for (one of facet.values; track one.value) {
            <li>
              <button
                type="button"
                [attr.aria-pressed]="one.isChosen"
                [title]="one.value"
                (click)="toggled.emit({ field: facet.name, value: one.value })"
              >
                <bdi class="cut">{{ one.value }}</bdi>
                <span class="number">{{ one.count }}</span>
              </button>
            </li>
          } @empty {
            <li class="none">None</li>
          }
        </ul>
        @if (facet.more) {
          <p>The 20 most frequent</p>
        }
        @if (facet.countedFrom; as from) {
          <p>Newest 100,000, since <lk-time [at]="from" /></p>
        }
      </section>
    }
  `,
  styleUrl: './event-facets.scss',
})
export class EventFacets {
  readonly counts = input.required<EventCounts>();
  readonly filter = input.required<EventFilter>();
  readonly toggled = output<{ readonly field: FilterField; readonly value: string }>();

  /** A server alone is no choice. */
  protected readonly facets = computed(() =>
    EVENT_FACETS.flatMap((name) => {
      const facet = this.counts().facets[name];
      if (!facet || (name === 'source' && facet.values.length < 2 && !this.filter().source)) return [];
      const values = facet.values.map(({ value, count }) => ({
        value,
        count: formatCount(count),
        isChosen: has(this.filter(), name, value),
      }));
      return [{ name, label: FACET_LABELS[name], values, more: facet.more, countedFrom: facet.countedFrom }];
    }),
  );
}
