import { Component, computed, input } from '@angular/core';

const PHONE_NUMBER = /\d{5,}(\d{4})$/;

/**
 * A name from outside: hostile until proven otherwise. Interpolated as text, isolated (`bdi`) so that its direction marks end with
 * it, cut with an ellipsis, whole in the tooltip. A phone number at its end is cut before its last digits, which tell numbers apart.
 * Unknown: the fallback, in grey.
 */
@Component({
  selector: 'lk-name',
  host: { class: 'cut', '[class.number-last]': 'end() !== ""', '[attr.title]': 'value()' },
  template: `@if (value(); as name) {
      @if (end(); as digits) {
        <bdi class="cut">{{ name.slice(0, -digits.length) }}</bdi><bdi>{{ digits }}</bdi>
      } @else {
        <bdi>{{ name }}</bdi>
      }
    } @else {
      <span class="zero">{{ fallback() }}</span>
    }`,
  styles: `
    :host {
      display: block;
    }
    :host(.number-last) {
      display: flex;
    }
  `,
})
export class Name {
  readonly value = input.required<string | null>();
  readonly fallback = input('unnamed');
  /** The last digits of a phone number; empty: it ends with none. */
  protected readonly end = computed(() => PHONE_NUMBER.exec(this.value() ?? '')?.[1] ?? '');
}
