/**
 * The keyboard of the rows. The focus stays on the viewport, since rows are added and removed while scrolling; the
 * cursor is its active descendant: up and down go from row to row, left and right along the bars of one, + - 0 zoom,
 * Shift with left or right moves, Enter opens.
 */
import { afterNextRender, Directive, ElementRef, inject, Injector, input, output, signal } from '@angular/core';
import type { Cursor } from './cursor';
import type { ShownRange } from './shown-range';
import { ACTIVE_SPAN_ID } from './timeline-row';
import type { Chosen } from './timeline-pointer';
import type { Pointed } from './timeline-tip';

const PAGE_ROWS = 5;
const ZOOM = 0.5;
const PAN = 0.25;

@Directive({
  selector: '[lkTimelineKeys]',
  host: {
    '(keydown)': 'press($event)',
    '(focus)': 'enter()',
    '(blur)': 'leave()',
    '(scroll)': 'follow()',
  },
})
export class TimelineKeys {
  readonly view = input.required<ShownRange>();
  readonly cursor = input.required<Cursor>();
  readonly chosen = output<Chosen>();
  /** The row that must be seen. */
  readonly moved = output<number>();
  readonly held = output<boolean>();
  readonly pointed = signal<Pointed | null>(null);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly injector = inject(Injector);

  private readonly deeds: Readonly<Record<string, () => void>> = {
    ArrowDown: () => this.cursor().by(1),
    ArrowUp: () => this.cursor().by(-1),
    PageDown: () => this.cursor().by(PAGE_ROWS),
    PageUp: () => this.cursor().by(-PAGE_ROWS),
    Home: () => this.cursor().to(0),
    End: () => this.cursor().to(Infinity),
    ArrowRight: () => this.along(1),
    ArrowLeft: () => this.along(-1),
    'Shift ArrowRight': () => this.view().panBy(PAN),
    'Shift ArrowLeft': () => this.view().panBy(-PAN),
    '+': () => this.zoom(ZOOM),
    '=': () => this.zoom(ZOOM),
    '-': () => this.zoom(1 / ZOOM),
    '0': () => this.view().choose(null),
    Escape: () => this.cursor().leaveSpan(),
    Enter: () => this.open(),
  };

  protected press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const sideways = event.shiftKey && event.key.startsWith('Arrow');
    const deed = this.deeds[sideways ? `Shift ${event.key}` : event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
    this.moved.emit(this.cursor().index());
    this.follow();
  }

  protected enter(): void {
    this.held.emit(true);
    if (this.cursor().index() < 0 && !this.element.matches(':hover:active')) this.cursor().to(0);
  }

  protected leave(): void {
    this.held.emit(false);
    this.cursor().leave();
    this.pointed.set(null);
  }

  /** Places the tooltip at the bar, once the bar is drawn at its new position. */
  protected follow(): void {
    afterNextRender(
      () => {
        const [row, span] = [this.cursor().row(), this.cursor().span()];
        const box = document.getElementById(ACTIVE_SPAN_ID)?.getBoundingClientRect();
        const left = this.element.getBoundingClientRect().left;
        this.pointed.set(
          row && span && box ? { row, span, x: Math.max(box.left, left), top: box.top, bottom: box.bottom } : null,
        );
      },
      { injector: this.injector },
    );
  }

  private along(step: 1 | -1): void {
    const from = this.cursor().along(step)?.from ?? null;
    if (from !== null) this.view().reveal(from);
  }

  /** Around the bar at the cursor, or the middle. */
  private zoom(factor: number): void {
    const { from, to } = this.view().shown();
    const at = this.cursor().span()?.from ?? null;
    const part = at === null ? 0.5 : (at - from) / (to - from);
    this.view().zoomBy(factor, Math.max(0, Math.min(1, part)));
  }

  private open(): void {
    const row = this.cursor().row();
    if (row) this.chosen.emit({ row, span: this.cursor().span() });
  }
}
