import { Component, input } from '@angular/core';
import type { Sentence } from './sentence';

/** A sentence, its verbatim words set apart. */
@Component({
  selector: 'lk-said',
  template: `@for (part of sentence(); track $index) {
    @if (isText(part)) {
      <span>{{ part }}</span>
    } @else {
      <bdi [class.mono]="!part.prose">{{ part.verbatim }}</bdi>
    }
  }`,
  styles: `
    bdi {
      overflow-wrap: anywhere;
      color: var(--text);
    }
  `,
})
export class Said {
  readonly sentence = input.required<Sentence>();
  protected readonly isText = (part: Sentence[number]): part is string => typeof part === 'string';
}
