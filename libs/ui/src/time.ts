import { Component, computed, inject, input } from '@angular/core';
import { formatAgo, formatClock, formatDated, formatFull, formatStamp, formatTime } from './format';
import { UI_CLOCK } from './ui-clock';

/** An instant in a short form, with the complete form on hover. Unknown: a dash. */
@Component({
  selector: 'lk-time',
  template: `@if (view(); as v) {
      <time [attr.datetime]="at()" [title]="v.full">{{ v.text }}</time>
    } @else {
      –
    }`,
})
export class Time {
  readonly at = input.required<string | null>();
  /**
   * `time`: the clock, with the date if it is not of today. `dated`: always with the date, as in columns of many days.
   * `precise`: with milliseconds. `stamp`: with milliseconds today, else with the date. `ago`: relative, ticking.
   */
  readonly as = input<'time' | 'dated' | 'precise' | 'stamp' | 'ago'>('time');
  /** An instant of the day whose date is not shown; null: today. */
  readonly near = input<string | null>(null);
  private readonly clock = inject(UI_CLOCK);

  protected readonly view = computed(() => {
    const at = this.at();
    if (at === null) return null;
    const ms = Date.parse(at);
    return { text: this.short(ms), full: formatFull(ms, this.clock.zone()) };
  });

  /** It depends on today, which changes only at midnight, so that a time in a row does not tick. */
  private readonly day = computed(() => {
    const near = this.near();
    return near === null ? Math.floor(this.clock.now() / 3_600_000) * 3_600_000 : Date.parse(near);
  });

  private short(at: number): string {
    const zone = this.clock.zone();
    switch (this.as()) {
      case 'ago':
        return formatAgo(this.clock.now() - at);
      case 'dated':
        return formatDated(at, zone);
      case 'precise':
        return formatClock(at, zone, true);
      case 'stamp':
        return formatStamp(at, this.day(), zone);
      case 'time':
        return formatTime(at, this.day(), zone);
    }
  }
}
