/**
 * The shown part of the session: the whole, up to now while it is running, or a range that the user chose. Lifecycle:
 * that of the component that created it.
 */
import { computed, type Signal, signal } from '@angular/core';
import { pan, type Range, reveal, sameRange, select, wholeRange, zoom } from './range';

/** How often labels are placed again while the right edge moves; open bars move with every second. */
const SETTLE_MS = 10_000;

export class ShownRange {
  private readonly chosen = signal<Range | null>(null, { equal: sameRange });
  readonly whole: Signal<Range>;
  readonly shown: Signal<Range>;
  /** Like `shown`, but it does not change with every second. */
  readonly settled: Signal<Range>;
  /** The end, or now in visible steps: in a long session a second is less than a pixel. */
  readonly now: Signal<number>;
  /** Null: the whole session, up to now. */
  readonly zoomed = this.chosen.asReadonly();

  /** `end` is null while the session is running. */
  constructor(first: Signal<number | null>, end: Signal<number | null>, now: Signal<number>) {
    const edge = computed(() => end() ?? coarse(now(), first()));
    const whole = computed(() => wholeRange(first(), end(), edge()), { equal: sameRange });
    this.now = computed(() => end() ?? (this.chosen() ? now() : edge()));
    this.whole = whole;
    this.shown = computed(() => this.chosen() ?? whole(), { equal: sameRange });
    this.settled = computed(() => this.chosen() ?? (end() === null ? settle(whole()) : whole()), { equal: sameRange });
  }

  choose(range: Range | null): void {
    this.chosen.set(range);
  }

  /** `at`: the position, from 0 to 1, that does not move. */
  zoomBy(factor: number, at?: number): void {
    this.chosen.set(zoom(this.shown(), this.whole(), factor, at));
  }

  panBy(part: number): void {
    const zoomed = this.chosen();
    if (zoomed) this.chosen.set(pan(zoomed, this.whole(), part));
  }

  select(a: number, b: number): void {
    this.chosen.set(select(a, b, this.whole()));
  }

  reveal(moment: number): void {
    const zoomed = this.chosen();
    if (zoomed) this.chosen.set(reveal(zoomed, this.whole(), moment));
  }
}

/** Even in a long session it moves every few seconds. */
const MOST_COARSE_MS = 5_000;
const PARTS = 2_000;

function coarse(now: number, first: number | null): number {
  const step = Math.floor((now - (first ?? now)) / PARTS / 1000) * 1000;
  const coarser = Math.max(1, Math.min(step, MOST_COARSE_MS));
  return Math.floor(now / coarser) * coarser;
}

const settle = ({ from, to }: Range): Range => ({ from, to: Math.ceil(to / SETTLE_MS) * SETTLE_MS });
