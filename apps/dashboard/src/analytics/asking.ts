import { Component, computed, input } from '@angular/core';
import type { RestQuery } from '../shared/data/rest-query';

/** The state of a request that has not been answered: slow and can be cancelled, cancelled, or failed. */
@Component({
  selector: 'lk-asking',
  template: `
    <span role="status">
      @switch (query().state()) {
        @case ('slow') {
          Still loading …
        }
        @case ('cancelled') {
          Cancelled{{ shown() ? ', showing ' + shown() : '' }}.
        }
      }
    </span>
    @switch (query().state()) {
      @case ('slow') {
        <button class="button" type="button" (click)="query().cancel()">Cancel</button>
      }
      @case ('cancelled') {
        <button class="button" type="button" (click)="query().retry()">Try again</button>
      }
    }
    @if (failed()) {
      <span role="alert">Couldn't load {{ what() }}. {{ query().error() }}</span>
      <button class="button" type="button" (click)="query().retry()">Try again</button>
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
  readonly query = input.required<RestQuery<unknown>>();
  /** What is loaded. */
  readonly what = input.required<string>();
  /** The range of the numbers shown; empty: none are. */
  readonly shown = input('');
  protected readonly failed = computed(() => this.query().state() === 'failed');
}
