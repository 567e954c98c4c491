import { Component, computed, inject, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Dropdown, Icon, zoneName } from '@livekit-dashboard/ui';
import { HistoryAddress } from './history-address';
import { fieldsOf, PRESETS, presetOf, spell } from './history-range';

/** The range of the history: presets, and an own one of days and, where one wants, times, in the zone of the page. */
@Component({
  selector: 'lk-range-picker',
  imports: [Dropdown, Icon, RouterLink],
  templateUrl: './range-picker.html',
  styleUrl: './range-picker.scss',
})
export class RangePicker {
  protected readonly address = inject(HistoryAddress);
  private readonly dropdown = viewChild.required(Dropdown);
  protected readonly choices = [{ preset: null, label: 'All time' }, ...PRESETS];
  protected readonly chosen = computed(() => presetOf(this.address.range().range));
  protected readonly own = computed(() => !this.chosen() && this.address.ranged());
  protected readonly from = computed(() => fieldsOf(this.address.span().from, false, this.address.zone()));
  protected readonly to = computed(() => fieldsOf(this.address.span().to, true, this.address.zone()));
  protected readonly zoneName = computed(() => zoneName(Date.now(), this.address.zone()));

  protected close(): void {
    this.dropdown().close();
  }

  protected apply(event: Event, fromDate: string, fromTime: string, toDate: string, toTime: string): void {
    event.preventDefault();
    const zone = this.address.zone();
    const from = spell({ date: fromDate, time: fromTime }, false, zone);
    const to = spell({ date: toDate, time: toTime }, true, zone);
    this.address.choose({ range: null, from, to });
    this.close();
  }
}
