import { Component, computed, inject, input } from '@angular/core';
import { formatDuration, UNKNOWN } from './format';
import { UI_CLOCK } from './ui-clock';

/** A duration. Without an end it ticks with the clock; without a known start it is a dash. */
@Component({ selector: 'lk-duration', template: `{{ text() }}` })
export class Duration {
  /** ISO instants, as the contract has them. */
  readonly from = input.required<string | null>();
  readonly to = input<string | null>(null);
  private readonly clock = inject(UI_CLOCK);

  protected readonly text = computed(() => {
    const [from, to] = [this.from(), this.to()];
    if (from === null) return UNKNOWN;
    return formatDuration((to === null ? this.clock.now() : Date.parse(to)) - Date.parse(from));
  });
}
