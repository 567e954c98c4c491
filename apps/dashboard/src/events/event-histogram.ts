import { Component, computed, ElementRef, inject, input, output, signal } from '@angular/core';
import type { EventBuckets } from '@livekit-dashboard/contracts';
import { formatCount } from '@livekit-dashboard/ui';
import { instantsLabel, timeOf } from '../range/range';

interface Bar {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** The height, in per cent of the highest bar. */
  readonly height: number;
  readonly label: string;
  /** Whether the bar is before the counted events, so that its value is not known. */
  readonly isUnknown: boolean;
}

/** A histogram of events. A click on a bar sets the range to that of the bar; arrow keys move between bars. */
@Component({
  selector: 'lk-event-histogram',
  host: { class: 'card' },
  template: `
    <div class="bars" role="group" aria-label="Events over time; a bar narrows the range" (keydown)="move($event)">
      @for (bar of bars(); track bar.from; let i = $index) {
        <button
          type="button"
          [class.unknown]="bar.isUnknown"
          [tabindex]="i === current() ? 0 : -1"
          [attr.aria-label]="bar.label"
          [title]="bar.label"
          (focus)="focused.set(i)"
          (click)="picked.emit({ from: bar.from, to: bar.to })"
        >
          <i [style.height.%]="bar.height"></i>
        </button>
      }
    </div>
    <p>
      <span>{{ start() }}</span>
      <span>{{ step() }}{{ counted() }}</span>
      <span>{{ end() }}</span>
    </p>
  `,
  styleUrl: './event-histogram.scss',
})
export class EventHistogram {
  readonly buckets = input.required<EventBuckets>();
  /** IANA name of the zone of its times. */
  readonly tz = input.required<string>();
  readonly picked = output<{ readonly from: string; readonly to: string }>();
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly focused = signal<number | null>(null);
  /** The bar that Tab reaches: the last one used, otherwise the newest. */
  protected readonly current = computed(() =>
    Math.min(this.focused() ?? Number.MAX_SAFE_INTEGER, this.bars().length - 1),
  );

  protected readonly bars = computed((): readonly Bar[] => {
    const { from, stepMs, counts, countedFrom } = this.buckets();
    const highest = Math.max(1, ...counts);
    const startMs = Date.parse(from);
    const knownMs = countedFrom === null ? -Infinity : Date.parse(countedFrom);
    return counts.map((count, i) => {
      const [fromMs, toMs] = [startMs + i * stepMs, startMs + (i + 1) * stepMs];
      const span = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
      const isUnknown = toMs <= knownMs;
      const events = isUnknown ? 'not counted' : `${formatCount(count)} ${count === 1 ? 'event' : 'events'}`;
      const height = count === 0 ? 0 : Math.max(4, (100 * count) / highest);
      return { ...span, count, height, isUnknown, label: `${this.labelOf(span)}: ${events}` };
    });
  });
  protected readonly start = computed(() => instantsLabel({ from: this.buckets().from, to: null }, this.tz()).slice(6));
  protected readonly end = computed(() => instantsLabel({ from: this.buckets().to, to: null }, this.tz()).slice(6));
  protected readonly step = computed(() => `${spanOf(this.buckets().stepMs)} per bar`);
  protected readonly counted = computed(() => (this.buckets().countedFrom === null ? '' : ', newest events only'));

  protected move(event: KeyboardEvent): void {
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(this.bars().length - 1, this.current() + by));
    this.element.querySelectorAll('button')[index]?.focus();
  }

  private labelOf({ from, to }: { readonly from: string; readonly to: string }): string {
    const label = instantsLabel({ from, to }, this.tz());
    const { stepMs } = this.buckets();
    return stepMs >= 60_000
      ? label
      : `${timeOf(Date.parse(from), this.tz())}:${from.slice(17, 19)} (${spanOf(stepMs)})`;
  }
}

const UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
] as const;

function spanOf(ms: number): string {
  const [unit, name] = UNITS.find(([unit]) => ms % unit === 0) ?? [1, 'ms'];
  return `${formatCount(ms / unit)} ${name}`;
}
