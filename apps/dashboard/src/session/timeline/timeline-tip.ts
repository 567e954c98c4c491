import { Component, computed, ElementRef, inject, input, afterRenderEffect, signal } from '@angular/core';
import { UI_CLOCK } from '@livekit-dashboard/ui';
import { factsOf } from './facts';
import type { Span, TimelineRow } from './timeline';

/** The subject of the tooltip, and where it points, in px of the window. */
export interface Pointed {
  readonly row: TimelineRow;
  readonly span: Span;
  readonly x: number;
  /** It is below `bottom`, or above `top` if there is no space. */
  readonly top: number;
  readonly bottom: number;
}

const GAP_PX = 10;
const EDGE_PX = 8;

/** Everything that is known about a bar. It ignores the pointer; screen readers have the same in the bar's name. */
@Component({
  selector: 'lk-timeline-tip',
  host: { 'aria-hidden': 'true', '[style.left.px]': 'place().left', '[style.top.px]': 'place().top' },
  templateUrl: './timeline-tip.html',
  styleUrl: './timeline-tip.scss',
})
export class TimelineTip {
  readonly of = input.required<Pointed>();
  /** The day of the session, which is not repeated. */
  readonly day = input.required<number>();
  private readonly clock = inject(UI_CLOCK);
  protected readonly facts = computed(() => {
    const { span, row } = this.of();
    return factsOf(span, row, { now: this.clock.now(), zone: this.clock.zone(), day: this.day() });
  });
  protected readonly place = signal({ left: -9999, top: 0 });

  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterRenderEffect(() => {
      const { x, top, bottom } = this.of();
      const { offsetWidth: width, offsetHeight: height } = element;
      const left = Math.max(EDGE_PX, Math.min(x + GAP_PX, window.innerWidth - width - EDGE_PX));
      const below = bottom + GAP_PX + height < window.innerHeight;
      this.place.set({ left, top: below ? bottom + GAP_PX : Math.max(EDGE_PX, top - GAP_PX - height) });
    });
  }
}
