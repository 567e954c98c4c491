import { Component, computed, input } from '@angular/core';
import { type Reading, SPARK_HEIGHT, sparkPaths } from './sparkline-path';
import type { Tone } from './tag';

/**
 * The history of a number as a small line that ends at its current value. It fills its given width and height. Its
 * content must also be available in words: `label`, or, without one, the text around it.
 */
@Component({
  selector: 'lk-sparkline',
  host: { '[class]': 'tone()', '[attr.role]': "label() ? 'img' : null", '[attr.aria-label]': 'label()' },
  template: `<svg [attr.viewBox]="box()" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    @let p = paths();
    <path class="area" [attr.d]="p.area" />
    <path class="line" [attr.d]="p.line" />
    @if (p.end) {
      <path class="end" [attr.d]="p.end" />
    }
  </svg>`,
  styles: `
    :host {
      display: block;
      min-width: 0;
      height: 24px;
      color: var(--chart, var(--act));
    }
    :host(.agent) {
      color: var(--agent);
    }
    :host(.bad) {
      color: var(--bad);
    }
    :host(.ended) {
      color: var(--ended);
    }
    svg {
      display: block;
      overflow: visible;
      width: 100%;
      height: 100%;
    }
    path {
      fill: none;
      stroke: currentColor;
      stroke-width: 1.5;
      stroke-linecap: round;
      stroke-linejoin: round;
      vector-effect: non-scaling-stroke;
    }
    .area {
      fill: color-mix(in srgb, currentColor 11%, transparent);
      stroke: none;
    }
    .end {
      stroke-width: 5;
    }
  `,
})
export class Sparkline {
  /** The oldest first; null: unknown, a gap. */
  readonly values = input.required<readonly Reading[]>();
  readonly tone = input<Tone>('act');
  /** What it shows, in words. */
  readonly label = input<string | null>(null);
  protected readonly paths = computed(() => sparkPaths(this.values()));
  protected readonly box = computed(() => `0 0 ${Math.max(1, this.values().length - 1)} ${SPARK_HEIGHT}`);
}
