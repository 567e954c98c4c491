/**
 * The keyboard cursor: at a row, or at one of its spans. It refers to ids, so that rows can be added and removed around
 * it.
 */
import { computed, type Signal, signal } from '@angular/core';
import type { Span, TimelineRow } from './timeline';

export class Cursor {
  private readonly rowId = signal<string | null>(null);
  private readonly spanId = signal<string | null>(null);

  constructor(private readonly rows: Signal<readonly TimelineRow[]>) {}

  /** -1: nowhere. */
  readonly index = computed(() => this.rows().findIndex(({ id }) => id === this.rowId()));
  readonly row = computed(() => this.rows()[this.index()] ?? null);
  readonly span = computed(() => this.row()?.spans.find(({ id }) => id === this.spanId()) ?? null);

  /** Moves to that row, at most to the last one. */
  to(index: number): void {
    const rows = this.rows();
    this.rowId.set(rows[Math.max(0, Math.min(index, rows.length - 1))]?.id ?? null);
    this.spanId.set(null);
  }

  by(rows: number): void {
    this.to(this.index() + rows);
  }

  /** Moves to the next or the previous span of the row; before the first span is the row itself. */
  along(step: 1 | -1): Span | null {
    const drawn = this.row()?.spans.filter(({ from }) => from !== null) ?? [];
    const here = drawn.findIndex(({ id }) => id === this.spanId());
    this.spanId.set(drawn[Math.min(here + step, drawn.length - 1)]?.id ?? null);
    return this.span();
  }

  /** Back from the span to its row. */
  leaveSpan(): void {
    this.spanId.set(null);
  }

  leave(): void {
    this.rowId.set(null);
    this.spanId.set(null);
  }
}
