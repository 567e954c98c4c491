import { Component, computed, inject, input } from '@angular/core';
import { formatDuration, formatTime, Icon, UI_CLOCK } from '@livekit-dashboard/ui';
import type { ShownRange } from './shown-range';

const ZOOM = 0.5;
const PAN = 0.25;

/** The shown range in words, and the buttons that change it. */
@Component({
  selector: 'lk-timeline-tools',
  imports: [Icon],
  templateUrl: './timeline-tools.html',
  styleUrl: './timeline-tools.scss',
})
export class TimelineTools {
  readonly view = input.required<ShownRange>();
  readonly running = input.required<boolean>();
  /** The day of the session, which is not repeated. */
  readonly day = input.required<number>();
  private readonly clock = inject(UI_CLOCK);
  protected readonly zoomFactor = ZOOM;
  protected readonly panPart = PAN;

  protected readonly words = computed(() => {
    const range = this.view().zoomed();
    if (range === null) return this.running() ? 'live' : 'whole session';
    const at = (time: number): string => formatTime(time, this.day(), this.clock.zone());
    return `${at(range.from)} – ${at(range.to)} · ${formatDuration(range.to - range.from)}`;
  });
}
