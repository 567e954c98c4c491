/**
 * What of the session is shown: the whole of it, to now while it runs, or a range that the user chose. Signals without a framework
 * around them; lifecycle: that of the component that made it.
 */
import { computed, type Signal, signal } from '@angular/core';
import { pan, type Range, reveal, sameRange, select, wholeRange, zoom } from './range';

/** Labels are placed again this often while the right edge moves; bars that run on move with every second. */
const SETTLE_MS = 10_000;

export class ShownRange {
  private readonly chosen = signal<Range | null>(null, { equal: sameRange });
  readonly whole: Signal<Range>;
  readonly shown: Signal<Range>;
  /** Nearly `shown`, but it does not change with every second. */
  readonly settled: Signal<Range>;
  /** The end, or now as far as an eye can tell it: in a long session a second is less than a pixel. */
  readonly now: Signal<number>;
  /** Null: the whole, which follows now. */
  readonly zoomed = this.chosen.asReadonly();

  /** `end` is null while the session runs. */
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

  /** `at`: the part from the left that stays where it is. */
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

/** However long it is, it moves every few seconds. */
const MOST_COARSE_MS = 5_000;
const PARTS = 2_000;

function coarse(now: number, first: number | null): number {
  const step = Math.floor((now - (first ?? now)) / PARTS / 1000) * 1000;
  const coarser = Math.max(1, Math.min(step, MOST_COARSE_MS));
  return Math.floor(now / coarser) * coarser;
}

const settle = ({ from, to }: Range): Range => ({ from, to: Math.ceil(to / SETTLE_MS) * SETTLE_MS });
