import { Component, input } from '@angular/core';
import type { Sentence } from './sentence';

/** Shows a sentence, with its verbatim parts marked. */
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
