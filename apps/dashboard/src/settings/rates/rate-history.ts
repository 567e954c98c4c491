import { Component, input } from '@angular/core';
import type { RateChange, RatesEntry } from '@livekit-dashboard/contracts';
import { formatPrice, Time } from '@livekit-dashboard/ui';
import { fieldWords } from './rate-words';

/** Every saved plan with its time, author and changes, the newest first. */
@Component({
  selector: 'lk-rate-history',
  imports: [Time],
  template: `
    <h3 id="rate-history">History</h3>
    <ol aria-labelledby="rate-history">
      @for (entry of history(); track entry.id) {
        <li>
          <p>
            <lk-time [at]="entry.savedAt" />
            <span class="who"
              >by
              @if (entry.savedBy) {
                <bdi>{{ entry.savedBy }}</bdi>
              } @else {
                unknown (no accounts)
              }
            </span>
            <span>effective from {{ entry.rates.effectiveFrom }}</span>
          </p>
          @if (entry.changes.length > 6) {
            <details>
              <summary>{{ entry.changes.length }} changes</summary>
              <ul>
                @for (change of entry.changes; track change.field) {
                  <li>{{ words(change.field) }}: {{ shown(change, change.from) }} → {{ shown(change, change.to) }}</li>
                }
              </ul>
            </details>
          } @else {
            <ul>
              @for (change of entry.changes; track change.field) {
                <li>{{ words(change.field) }}: {{ shown(change, change.from) }} → {{ shown(change, change.to) }}</li>
              }
            </ul>
          }
        </li>
      }
    </ol>
  `,
  styles: `
    :host {
      display: block;
      padding: 14px 20px 18px;
      border-top: 1px solid var(--line);
    }
    h3 {
      font: 600 var(--size) / 20px var(--font);
    }
    ol {
      display: grid;
      gap: 12px;
      margin: 10px 0 0;
      padding: 0;
      list-style: none;
    }
    p {
      display: flex;
      flex-wrap: wrap;
      gap: 0 12px;
    }
    .who,
    ul,
    summary {
      color: var(--text-2);
    }
    details li,
    ul li {
      font-size: var(--size-small);
    }
    summary {
      cursor: pointer;
      font-size: var(--size-small);
    }
    @media (max-width: 640px) {
      :host {
        padding-right: 16px;
        padding-left: 16px;
      }
    }
  `,
})
export class RateHistory {
  readonly history = input.required<readonly RatesEntry[]>();
  protected readonly words = fieldWords;

  protected shown({ field }: RateChange, value: string | null): string {
    if (value === null) return 'none';
    return /\.price$|^monthlyFee$/.test(field) ? formatPrice(value) : value;
  }
}
