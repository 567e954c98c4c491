import { Component, computed, inject, input, output } from '@angular/core';
import { UI_CLOCK } from '@livekit-dashboard/ui';
import { dayOf, type Days, isDay, PRESETS, presetOf } from './days';

/** Which days: by name, or the first and the last. Both empty: all of them, where the page has that. */
@Component({
  selector: 'lk-range-bar',
  host: { role: 'group', 'aria-label': 'Days' },
  template: `
    <select #named class="field" aria-label="Range" (change)="choose(named.value)">
      @for (preset of presets; track preset.id) {
        <option [value]="preset.id" [selected]="preset === chosen()">{{ preset.label }}</option>
      }
      @if (!chosen()) {
        <option value="" selected>{{ from() || to() ? 'Other days' : 'All days' }}</option>
      }
    </select>
    <input
      #first
      class="field"
      type="date"
      aria-label="First day"
      required
      [value]="from() ?? ''"
      [max]="to() ?? ''"
      (change)="set({ from: first.value })"
    />
    <span aria-hidden="true">–</span>
    <input
      #last
      class="field"
      type="date"
      aria-label="Last day"
      required
      [value]="to() ?? ''"
      [min]="from() ?? ''"
      [max]="today()"
      (change)="set({ to: last.value })"
    />
  `,
  styleUrl: './range-bar.scss',
})
export class RangeBar {
  readonly from = input<string>();
  readonly to = input<string>();
  /** For the URL. */
  readonly picked = output<Partial<Days>>();

  private readonly clock = inject(UI_CLOCK);
  protected readonly presets = PRESETS;
  protected readonly today = computed(() => dayOf(this.clock.now(), this.clock.zone()));
  protected readonly chosen = computed(() => {
    const [from, to] = [this.from(), this.to()];
    return from && to ? presetOf({ from, to }, this.today()) : null;
  });

  protected choose(id: string): void {
    const preset = PRESETS.find((one) => one.id === id);
    if (preset) this.picked.emit(preset.days(this.today()));
  }

  /** A field that is half typed is no day. */
  protected set(day: Partial<Days>): void {
    if (isDay(day.from ?? day.to)) this.picked.emit(day);
  }
}
