import { Component, input } from '@angular/core';

/** Shown by a page or panel that has nothing to list: the state, the reason, and what to do (projected). */
@Component({
  selector: 'lk-notice',
  template: `<h2>{{ heading() }}</h2>
    <div class="body"><ng-content /></div>`,
  styles: `
    :host {
      display: block;
      padding: 28px 24px;
    }
    h2 {
      font-size: 16px;
    }
    .body {
      margin-top: 6px;
      max-width: 68ch;
      color: var(--text-2);
    }
  `,
})
export class Notice {
  readonly heading = input.required<string>();
}
