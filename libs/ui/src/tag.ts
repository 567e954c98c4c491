import { Component, input } from '@angular/core';

/** What a colour means; see the tokens. */
export type Tone = 'live' | 'ended' | 'doubt' | 'bad' | 'agent' | 'act';

/** A short word on a soft ground. The word says it; the colour only helps. `dot` puts the mark of a running thing before it. */
@Component({
  selector: 'lk-tag',
  host: { '[class]': 'tone()' },
  template: `@if (dot()) {
      <i aria-hidden="true"></i>
    }
    <ng-content />`,
  styleUrl: './tag.scss',
})
export class Tag {
  readonly tone = input<Tone>('ended');
  readonly dot = input(false);
}
