import { Component, computed, input } from '@angular/core';
import type { Question } from './question';

/** The state of a request that is not answered: slow and can be cancelled, cancelled, or failed. */
@Component({
  selector: 'lk-asking',
  template: `
    <span role="status">
      @switch (question().state()) {
        @case ('slow') {
          Still loading …
        }
        @case ('stopped') {
          Cancelled{{ shown() ? ', showing ' + shown() : '' }}.
        }
      }
    </span>
    @switch (question().state()) {
      @case ('slow') {
        <button class="button" type="button" (click)="question().stop()">Cancel</button>
      }
      @case ('stopped') {
        <button class="button" type="button" (click)="question().retry()">Try again</button>
      }
    }
    @if (failed()) {
      <span role="alert">Couldn't load {{ what() }}. {{ question().error() }}</span>
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
  /** What is loaded. */
  readonly what = input.required<string>();
  /** The range of the numbers shown; empty: none are. */
  readonly shown = input('');
  protected readonly failed = computed(() => this.question().state() === 'failed');
}
