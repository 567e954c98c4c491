import {
  Component,
  computed,
  DestroyRef,
  ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
  afterNextRender,
} from '@angular/core';
import { UI_CLOCK } from '@livekit-dashboard/ui';
import type { Range } from './range';
import { type Tick, ticks } from './time-scale';

/** So much room has each tick. */
const TICK_PX = 92;

/**
 * The scale above the rows, and the lines behind them: one per tick, now, and the selection. It is hidden from screen
 * readers, since the rows have every time in words.
 */
@Component({
  selector: 'lk-timeline-axis',
  host: { 'aria-hidden': 'true' },
  template: `
    <div class="scale" #scale>
      @for (tick of ticks(); track tick.at) {
        <span [style.--a]="at(tick.at)" [class.edge]="tick.at > last()"
          ><i></i><b>{{ tick.label }}</b></span
        >
      }
      @if (running()) {
        <span class="now"><i></i></span>
      }
      @if (selection(); as s) {
        <span class="selection" [style.--a]="at(s.from)" [style.--b]="at(s.to)"></span>
      }
    </div>
  `,
  styleUrl: './timeline-axis.scss',
})
export class TimelineAxis {
  readonly shown = input.required<Range>();
  readonly base = input.required<number>();
  readonly running = input.required<boolean>();
  readonly selection = input<Range | null>(null);
  readonly width = output<number>();
  private readonly clock = inject(UI_CLOCK);
  private readonly scale = viewChild.required<ElementRef<HTMLElement>>('scale');
  private readonly px = signal(0);

  protected readonly ticks = computed(() => ticks(this.shown(), Math.max(2, this.px() / TICK_PX), this.clock.zone()), {
    equal: sameTicks,
  });
  /** Labels of later ticks would be cut at the right edge, so they are on the left of their line. */
  protected readonly last = computed(() => this.shown().to - (this.shown().to - this.shown().from) * 0.04);

  constructor() {
    const observer = new ResizeObserver(() => this.measure(this.scale().nativeElement.clientWidth));
    afterNextRender(() => observer.observe(this.scale().nativeElement));
    inject(DestroyRef).onDestroy(() => observer.disconnect());
  }

  protected at(moment: number): number {
    return (moment - this.base()) / 1000;
  }

  private measure(px: number): void {
    this.px.set(px);
    this.width.emit(px);
  }
}

const sameTicks = (a: readonly Tick[], b: readonly Tick[]): boolean =>
  a.length === b.length && a.every(({ at, label }, index) => at === b[index]?.at && label === b[index].label);
