import { Component, computed, input } from '@angular/core';

const PHONE_NUMBER = /\d{5,}(\d{4})$/;

/**
 * A name from outside, which is hostile text. It is interpolated as text, isolated (`bdi`) so that its direction marks
 * end with it, truncated with an ellipsis, and complete in the tooltip. If it ends with a phone number, it is truncated
 * before the last digits, which distinguish numbers. Unknown: the fallback, in grey.
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
  /** The last digits of a phone number. Empty: it does not end with one. */
  protected readonly end = computed(() => PHONE_NUMBER.exec(this.value() ?? '')?.[1] ?? '');
}
