import { Component, computed, input } from '@angular/core';
import type { Question } from './question';

/** How a question stands, where it is not answered: it takes long and can be given up, was given up, or failed. */
@Component({
  selector: 'lk-asking',
  template: `
    <span role="status">
      @switch (question().state()) {
        @case ('slow') {
          Still counting …
        }
        @case ('stopped') {
          Stopped{{ shown() ? ': these are the numbers of ' + shown() : '' }}.
        }
      }
    </span>
    @switch (question().state()) {
      @case ('slow') {
        <button class="button" type="button" (click)="question().stop()">Cancel</button>
      }
      @case ('stopped') {
        <button class="button" type="button" (click)="question().retry()">Ask again</button>
      }
    }
    @if (failed()) {
      <span role="alert">{{ what() }} could not be had. {{ question().error() }}</span>
      <button class="button" type="button" (click)="question().retry()">Try again</button>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      gap: 8px 12px;
      align-items: center;
      min-height: 32px;
      color: var(--text-2);
    }
    [role='alert'] {
      color: var(--bad);
    }
  `,
})
export class Asking {
  readonly question = input.required<Question<unknown>>();
  /** What is asked for. */
  readonly what = input.required<string>();
  /** Of which days there are numbers, in words; empty: there are none. */
  readonly shown = input('');
  protected readonly failed = computed(() => this.question().state() === 'failed');
}
