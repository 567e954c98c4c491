import { Component, input } from '@angular/core';

/**
 * A name from outside: hostile until proven otherwise. Interpolated as text, isolated (`bdi`) so that its direction marks end with
 * it, cut with an ellipsis, whole in the tooltip. Unknown: the fallback, in grey.
 */
@Component({
  selector: 'lk-name',
  host: { class: 'cut', '[attr.title]': 'value()' },
  template: `@if (value(); as name) {
      <bdi>{{ name }}</bdi>
    } @else {
      <span class="zero">{{ fallback() }}</span>
    }`,
  styles: `
    :host {
      display: block;
    }
  `,
})
export class Name {
  readonly value = input.required<string | null>();
  readonly fallback = input('unnamed');
}
