import { Component, input } from '@angular/core';
import type { Tone } from './tag';

/** A state in words with its dot: filled while it runs, hollow when it is over. */
@Component({
  selector: 'lk-state',
  host: { '[class]': 'tone()', '[class.running]': 'running()' },
  template: `<i aria-hidden="true"></i><span class="cut"><ng-content /></span>`,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 7px;
      min-width: 0;
      max-width: 100%;
      font-weight: 500;
      color: var(--ended);
    }
    i {
      flex: none;
      width: 7px;
      height: 7px;
      border: 1.5px solid currentColor;
      border-radius: 50%;
    }
    :host(.live) {
      color: var(--live);
    }
    :host(.bad) {
      color: var(--bad);
    }
    :host(.doubt) {
      color: var(--doubt);
    }
    :host(.agent) {
      color: var(--agent);
    }
    :host(.running) i {
      background: currentColor;
    }
  `,
})
export class State {
  readonly tone = input.required<Tone>();
  readonly running = input(false);
}
