/**
 * The session over time: one row per identity, virtual, so that hundreds of rows scroll smoothly. Each second only
 * three CSS variables change; a row renders only when it changed. The page keeps the chosen range and filter in the
 * address.
 */
import { CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import { Component, computed, effect, inject, input, model, output, signal, untracked, viewChild } from '@angular/core';
import type { Egress, Participant, Session, Track } from '@livekit-dashboard/contracts';
import { FitViewport, PrintWhole, UI_CLOCK } from '@livekit-dashboard/ui';
import { Phone } from '../../frame/phone';
import { Cursor } from './cursor';
import { firstOf, lastOf, type Range, sameRange } from './range';
import { PHONE_ROW_PX, ROW_PX } from './shape';
import { ShownRange } from './shown-range';
import { type Span, Timeline, type TimelineRow } from './timeline';
import { TimelineAxis } from './timeline-axis';
import { TimelineKeys } from './timeline-keys';
import { TimelineLegend } from './timeline-legend';
import { TimelinePointer } from './timeline-pointer';
import { ACTIVE_SPAN_ID, rowElementId, TimelineRowView } from './timeline-row';
import { TimelineTip } from './timeline-tip';
import { TimelineTools } from './timeline-tools';
import { VisibleRows } from './visible-rows';

/** The number of rows above which there is a filter. */
const MANY_ROWS = 20;

@Component({
  selector: 'lk-session-timeline',
  imports: [
    CdkFixedSizeVirtualScroll,
    CdkVirtualForOf,
    CdkVirtualScrollViewport,
    FitViewport,
    PrintWhole,
    TimelineAxis,
    TimelineKeys,
    TimelineLegend,
    TimelinePointer,
    TimelineRowView,
    TimelineTip,
    TimelineTools,
  ],
  host: {
    class: 'card',
    role: 'region',
    'aria-labelledby': 'timeline-heading',
    '[style.--from]': 'at(view.shown().from)',
    '[style.--span]': '(view.shown().to - view.shown().from) / 1000',
    '[style.--now]': 'at(view.now())',
    '[style.--timeline-row.px]': 'rowPx()',
  },
  templateUrl: './session-timeline.html',
  styleUrl: './session-timeline.scss',
})
export class SessionTimeline {
  readonly session = input.required<Session>();
  readonly participants = input.required<readonly Participant[]>();
  readonly tracks = input.required<readonly Track[]>();
  readonly egresses = input.required<readonly Egress[]>();
  /** The shown range. Null: the whole session, up to now. */
  readonly range = model<Range | null>(null);
  readonly find = model('');
  readonly insideOnly = model(false);
  /** The user opened a bar or a row. */
  readonly opened = output<Span>();

  private readonly clock = inject(UI_CLOCK);
  private readonly phone = inject(Phone);
  private readonly timeline = new Timeline();
  private readonly viewport = viewChild(CdkVirtualScrollViewport);

  private readonly rows = computed(() =>
    this.timeline.rows({
      session: this.session(),
      participants: this.participants(),
      tracks: this.tracks(),
      egresses: this.egresses(),
    }),
  );
  private readonly first = computed(() => firstOf(this.rows()));
  private readonly end = computed(() =>
    this.session().state === 'ended' ? lastOf(this.session(), this.rows()) : null,
  );

  protected readonly view = new ShownRange(this.first, this.end, this.clock.now);
  protected readonly visible = new VisibleRows(this.rows, this.find, this.insideOnly);
  protected readonly cursor = new Cursor(this.visible.list);
  protected readonly pointer = viewChild(TimelinePointer);
  protected readonly keys = viewChild(TimelineKeys);
  protected readonly tip = computed(() => this.pointer()?.pointed() ?? this.keys()?.pointed() ?? null);
  protected readonly base = computed(() => this.first() ?? 0);
  protected readonly running = computed(() => this.session().state === 'active');
  protected readonly rowPx = computed(() => (this.phone.is() ? PHONE_ROW_PX : ROW_PX));
  protected readonly width = signal(0);
  protected readonly many = computed(() => this.rows().length > MANY_ROWS);
  protected readonly members = computed(() => this.rows().length - 1);
  protected readonly idOf = (_index: number, row: TimelineRow): string => row.id;
  protected readonly activeElement = computed(() => {
    if (this.cursor.span()) return ACTIVE_SPAN_ID;
    return this.cursor.index() >= 0 ? rowElementId(this.cursor.index()) : null;
  });

  constructor() {
    effect(() => {
      const wanted = this.range();
      untracked(() => this.view.choose(wanted));
    });
    effect(() => {
      const zoomed = this.view.zoomed();
      if (!sameRange(zoomed, untracked(this.range))) untracked(() => this.range.set(zoomed));
    });
  }

  /** Seconds on the scale of the stylesheet. */
  protected at(moment: number): number {
    return (moment - this.base()) / 1000;
  }

  /** Scrolls only as far as needed. */
  protected showRow(index: number): void {
    const viewport = this.viewport();
    if (!viewport) return;
    const [top, height] = [viewport.measureScrollOffset('top'), viewport.getViewportSize()];
    const at = index * this.rowPx();
    if (at < top) viewport.scrollToOffset(at);
    else if (at + this.rowPx() > top + height) viewport.scrollToOffset(at + this.rowPx() - height);
  }

  protected open(row: TimelineRow, span: Span | null): void {
    const wanted = span ?? row.spans.findLast(({ subject }) => subject.kind !== 'track');
    if (wanted) this.opened.emit(wanted);
  }
}
