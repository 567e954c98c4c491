import { Component, input } from '@angular/core';

/** The meaning of a colour; see the tokens. */
export type Tone = 'live' | 'ended' | 'doubt' | 'bad' | 'agent' | 'act';

/**
 * A short word on a coloured background. The word has the meaning; the colour only supports it. `dot`: preceded by the
 * mark of something that is running.
 */
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
