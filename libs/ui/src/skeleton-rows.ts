import { Component, computed, input } from '@angular/core';

/** A placeholder for the rows of a table that are not loaded yet. */
@Component({
  selector: 'lk-skeleton-rows',
  host: { class: 'card', 'aria-busy': 'true' },
  template: `@for (row of places(); track $index) {
    <div aria-hidden="true"><i></i><i></i><i></i></div>
  }`,
  styles: `
    :host {
      display: block;
      flex: none;
    }
    div {
      display: grid;
      grid-template-columns: 2.6fr 1fr 2fr;
      gap: 24px;
      align-items: center;
      height: var(--row);
      padding: 0 20px;
    }
    div + div {
      border-top: 1px solid var(--line);
    }
    i {
      width: 60%;
      height: 10px;
      border-radius: 5px;
      background: var(--surface-2);
    }
  `,
})
export class SkeletonRows {
  readonly rows = input(9);
  protected readonly places = computed(() => Array.from({ length: this.rows() }));
}
