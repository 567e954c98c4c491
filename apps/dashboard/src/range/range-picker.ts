import { Component, computed, inject, input, output, viewChild } from '@angular/core';
import type { Params } from '@angular/router';
import { RANGES } from '@livekit-dashboard/contracts';
import { Dropdown, Icon, UI_CLOCK } from '@livekit-dashboard/ui';
import {
  fieldsOf,
  instantsOf,
  RANGE_LABELS,
  type RangeAddress,
  rangeLabel,
  type RangeName,
  relativeOf,
  spell,
} from './range';

/**
 * Choice of a range: relative ones by name, or own ends with days and, if wanted, times of the zone. It shows the range
 * of the URL and emits the new parameters, including the zone.
 */
@Component({
  selector: 'lk-time-range-picker',
  imports: [Dropdown, Icon],
  templateUrl: './range-picker.html',
  styleUrl: './range-picker.scss',
})
export class TimeRangePicker {
  /** From the URL. */
  readonly address = input.required<RangeAddress>();
  /** IANA name of the zone that days are of. */
  readonly tz = input.required<string>();
  /** The range of an empty URL. Null: all time, which can then be chosen. */
  readonly fallback = input<RangeName | null>(null);
  /** `range`, `from`, `to` and `tz`, for the URL. */
  readonly picked = output<Params>();

  private readonly clock = inject(UI_CLOCK);
  private readonly dropdown = viewChild.required(Dropdown);
  protected readonly ranges = RANGES;
  protected readonly labels = RANGE_LABELS;
  protected readonly chosen = computed(() => relativeOf(this.address(), this.fallback()));
  protected readonly label = computed(() => rangeLabel(this.address(), this.clock.now(), this.tz(), this.fallback()));
  private readonly instants = computed(() => instantsOf(this.address(), this.clock.now(), this.tz(), this.fallback()), {
    equal: (a, b) => a.from === b.from && a.to === b.to,
  });
  protected readonly isAll = computed(() => this.instants().from === null && this.instants().to === null);
  protected readonly from = computed(() => fieldsOf(this.instants().from, false, this.tz()));
  protected readonly to = computed(() => fieldsOf(this.instants().to, true, this.tz()));

  protected choose(range: RangeName | null): void {
    this.picked.emit({ range, from: null, to: null, tz: this.tz() });
    this.dropdown().close();
  }

  protected apply(event: Event, fromDate: string, fromTime: string, toDate: string, toTime: string): void {
    event.preventDefault();
    const from = spell({ date: fromDate, time: fromTime }, false, this.tz());
    const to = spell({ date: toDate, time: toTime }, true, this.tz());
    this.picked.emit({ range: null, from, to, tz: this.tz() });
    this.dropdown().close();
  }
}
