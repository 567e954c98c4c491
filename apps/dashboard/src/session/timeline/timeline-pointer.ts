/**
 * The pointer over the rows: hovering shows the nearest bar, a drag selects a range, the wheel with Ctrl (or a pinch)
 * zooms, and scrolling sideways moves. A finger scrolls, and a tap shows the nearest bar. It listens on the viewport
 * alone, whatever the number of bars.
 */
import { computed, Directive, ElementRef, inject, input, output, signal } from '@angular/core';
import { UI_CLOCK } from '@livekit-dashboard/ui';
import type { Range } from './range';
import { spanAt } from './shape';
import type { ShownRange } from './shown-range';
import type { Span, TimelineRow } from './timeline';
import type { Pointed } from './timeline-tip';

/** A click may tremble so far. */
const TREMBLE_PX = 4;
const ZOOM_PER_PX = 0.004;

interface Drag {
  readonly from: number;
  readonly x: number;
  readonly to: number | null;
}

export interface Chosen {
  readonly row: TimelineRow;
  readonly span: Span | null;
}

@Directive({
  selector: '[lkTimelinePointer]',
  host: {
    '(pointermove)': 'move($event)',
    '(pointerleave)': 'leave()',
    '(pointerenter)': 'held.emit(true)',
    '(pointerdown)': 'press($event)',
    '(pointerup)': 'release($event)',
    '(pointercancel)': 'drag.set(null)',
    '(scroll)': 'pointed.set(null)',
    '(wheel)': 'wheel($event)',
  },
})
export class TimelinePointer {
  readonly view = input.required<ShownRange>();
  readonly rows = input.required<readonly TimelineRow[]>();
  readonly chosen = output<Chosen>();
  readonly held = output<boolean>();
  private readonly clock = inject(UI_CLOCK);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly drag = signal<Drag | null>(null);

  readonly pointed = signal<Pointed | null>(null);
  readonly selection = computed((): Range | null => {
    const drag = this.drag();
    const to = drag?.to ?? null;
    return drag && to !== null ? { from: Math.min(drag.from, to), to: Math.max(drag.from, to) } : null;
  });

  protected move(event: PointerEvent): void {
    const drag = this.drag();
    if (drag && (drag.to !== null || Math.abs(event.clientX - drag.x) > TREMBLE_PX)) {
      this.pointed.set(null);
      return this.drag.set({ ...drag, to: this.momentAt(event) });
    }
    const under = this.under(event);
    this.pointed.set(under?.span ? { ...under, span: under.span, ...around(event) } : null);
  }

  protected leave(): void {
    this.pointed.set(null);
    this.held.emit(false);
  }

  protected press(event: PointerEvent): void {
    if (event.button !== 0 || event.pointerType === 'touch' || !this.plotUnder(event)) return;
    this.element.setPointerCapture(event.pointerId);
    this.drag.set({ from: this.momentAt(event), x: event.clientX, to: null });
  }

  protected release(event: PointerEvent): void {
    const selected = this.selection();
    this.drag.set(null);
    if (selected) return this.view().select(selected.from, selected.to);
    const under = this.under(event);
    if (!under) return;
    if (event.pointerType !== 'touch') return this.chosen.emit(under);
    this.pointed.set(under.span ? { ...under, span: under.span, ...around(event) } : null);
  }

  protected wheel(event: WheelEvent): void {
    const box = this.box();
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const at = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width));
      return this.view().zoomBy(Math.exp(event.deltaY * ZOOM_PER_PX), at);
    }
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (!sideways || !this.view().zoomed() || Math.abs(event.deltaY) > Math.abs(sideways)) return;
    event.preventDefault();
    this.view().panBy(sideways / box.width);
  }

  private momentAt({ clientX }: MouseEvent): number {
    const { left, width } = this.box();
    const { from, to } = this.view().shown();
    const at = Math.max(0, Math.min(1, (clientX - left) / width));
    return from + (to - from) * at;
  }

  private under(event: MouseEvent): Chosen | null {
    const element = rowUnder(event);
    const row = this.rows()[Number(element?.dataset['row'] ?? -1)];
    if (!element || !row) return null;
    const plot = element.querySelector('.plot')?.getBoundingClientRect();
    const { left, width } = this.box();
    const place = { x: event.clientX - left, y: event.clientY - (plot?.top ?? 0), width };
    const inPlot = event.clientX > left - place.width * 0.01 - 8;
    const { shown, now } = { shown: this.view().shown(), now: this.clock.now() };
    return { row, span: inPlot ? spanAt(row, shown, now, place) : null };
  }

  /** Of the scale, which is the same for every row. */
  private box(): { readonly left: number; readonly width: number } {
    const plot = this.element.querySelector('.plot');
    if (!plot) return { left: 0, width: 1 };
    const { left, width } = plot.getBoundingClientRect();
    const bleed = parseFloat(getComputedStyle(plot).paddingLeft);
    return { left: left + bleed, width: Math.max(1, width - 2 * bleed) };
  }

  private plotUnder(event: MouseEvent): boolean {
    return event.clientX >= this.box().left - 8 && rowUnder(event) !== null;
  }
}

/** By position and not by target, since a captured pointer has no target. */
const rowUnder = ({ clientX, clientY }: MouseEvent): HTMLElement | null =>
  document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-row]') ?? null;

const around = ({ clientX, clientY }: MouseEvent) => ({ x: clientX, top: clientY, bottom: clientY + 8 });
