import {
  afterRenderEffect,
  Component,
  computed,
  DestroyRef,
  ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { chartOption, plotOf } from './chart-option';
import type { DayChart } from './day-chart.model';
import { coverOf, type Drag, isDrag, placeAt, placesOf } from './drag-days';
import { type RunningChart, startChart } from './echarts';
import { ChartLook } from './look';

/**
 * Draws a chart of days. A drag selects days, a click one of them; a finger scrolls instead, and a tap shows the tip.
 * It is hidden from screen readers, since the table next to it has the same numbers.
 */
@Component({
  selector: 'lk-chart',
  host: {
    'aria-hidden': 'true',
    '(pointerdown)': 'begin($event)',
    '(pointermove)': 'move($event)',
    '(pointerup)': 'end()',
    '(pointercancel)': 'drag.set(null)',
    '(document:keydown.escape)': 'drag.set(null)',
  },
  template: `<div #plot></div>
    @if (cover(); as px) {
      <i [style.left.px]="px.left" [style.width.px]="px.width"></i>
    }`,
  styleUrl: './chart.scss',
})
export class Chart {
  readonly chart = input.required<DayChart>();
  /** Indexes of the first and the last day of a drag. */
  readonly dragged = output<readonly [number, number]>();
  /** The place of a day. */
  readonly clicked = output<number>();

  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly canvas = viewChild.required<ElementRef<HTMLElement>>('plot');
  private readonly look = inject(ChartLook).look;
  private running: RunningChart | null = null;

  protected readonly drag = signal<Drag | null>(null);
  protected readonly cover = computed(() => {
    const drag = this.drag();
    if (!drag || !isDrag(drag)) return null;
    const plot = this.plot();
    return coverOf(placesOf(drag, plot), plot);
  });

  constructor() {
    const resized = new ResizeObserver(() => this.running?.resize());
    resized.observe(this.host);
    inject(DestroyRef).onDestroy(() => {
      resized.disconnect();
      this.running?.dispose();
    });
    afterRenderEffect(() => {
      this.running ??= startChart(this.canvas().nativeElement);
      this.running.setOption(chartOption(this.chart(), this.look()), { notMerge: true });
    });
  }

  protected begin({ pointerType, button, clientX }: PointerEvent): void {
    if (pointerType === 'touch' || button !== 0) return;
    const startX = this.xOf(clientX);
    this.drag.set({ startX, x: startX });
  }

  protected move({ clientX, pointerId }: PointerEvent): void {
    const drag = this.drag();
    if (!drag) return;
    this.host.setPointerCapture(pointerId); // the pointer may leave the chart meanwhile
    this.drag.set({ ...drag, x: this.xOf(clientX) });
  }

  protected end(): void {
    const drag = this.drag();
    this.drag.set(null);
    if (!drag) return;
    if (isDrag(drag)) this.dragged.emit(placesOf(drag, this.plot()));
    else this.clicked.emit(placeAt(drag.x, this.plot()));
  }

  private plot() {
    return plotOf(this.chart(), this.host.clientWidth);
  }

  private xOf(clientX: number): number {
    return clientX - this.host.getBoundingClientRect().left;
  }
}
