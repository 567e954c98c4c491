import { Component, input } from '@angular/core';

/** One fact in a `<dl>`: its name, the figure (projected), and a note. */
@Component({
  selector: 'div[lkFigure]',
  template: `<dt>{{ lkFigure() }}</dt>
    <dd class="value"><ng-content /></dd>
    <dd class="note"><ng-content select="[note]" /></dd>`,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
    dt {
      font-size: var(--size-small);
      color: var(--text-2);
    }
    .value {
      font: 600 20px/26px var(--font);
      letter-spacing: -0.01em;
    }
    .note {
      min-height: 18px;
      font-size: var(--size-small);
      line-height: 18px;
      color: var(--text-3);
    }
  `,
})
export class Figure {
  /** Its name. */
  readonly lkFigure = input.required<string>();
}
