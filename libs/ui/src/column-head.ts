import { Component, computed, input, output } from '@angular/core';
import { Icon } from './icon';

export interface ColumnSort {
  readonly field: string;
  readonly descending: boolean;
}

/** The heading of a column: its name, as a button if the column can be sorted. */
@Component({
  selector: 'span[lkColumnHead]',
  imports: [Icon],
  host: { role: 'columnheader', '[attr.aria-sort]': 'direction()' },
  template: `
    @if (field()) {
      <button type="button" (click)="turned.emit()" [title]="'Sort by ' + lkColumnHead().toLowerCase()">
        {{ lkColumnHead() }}
        @if (direction(); as direction) {
          <lk-icon [name]="direction === 'ascending' ? 'up' : 'down'" />
        }
      </button>
    } @else {
      {{ lkColumnHead() }}
    }
  `,
  styles: `
    button {
      display: inline-flex;
      gap: 4px;
      align-items: center;
      font-weight: inherit;
      color: inherit;
    }
    button:hover,
    :host([aria-sort]) {
      color: var(--text);
    }
    lk-icon {
      transform: scale(0.8);
    }
  `,
})
export class ColumnHead {
  /** Its name. */
  readonly lkColumnHead = input.required<string>();
  /** The name of its sort; none: it cannot be sorted. */
  readonly field = input<string>();
  /** The sort in force. */
  readonly sort = input<ColumnSort | null>(null);
  readonly turned = output();

  protected readonly direction = computed(() => {
    const sort = this.sort();
    if (!sort || sort.field !== this.field()) return null;
    return sort.descending ? 'descending' : 'ascending';
  });
}
