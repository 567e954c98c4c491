/**
 * The state of the history in the URL: text, range, filter and order. A choice only writes the URL, from which the view
 * follows, so that a link shows the same and Back undoes a choice. Provided by the history view.
 *
 * A rolling range (`last15m`) is as of when it was chosen or refreshed: the list is not loaded again each second.
 */
import { computed, inject, Injectable, linkedSignal, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, type Params, Router } from '@angular/router';
import { isRolling, zoneDay } from '@livekit-dashboard/contracts';
import { UI_CLOCK } from '@livekit-dashboard/ui';
import { formatSort, parseSort, turnSort } from '../live/sort';
import { type Instants, instantsOf, type RangeAddress, rangeLabel, relativeOf } from '../range/range';
import { chipsOf, historyQuery, NO_HISTORY, parseHistoryFilter } from './history-filter';

const FIELDS = ['startedAt', 'endedAt', 'duration', 'name', 'identities', 'joins'] as const;
type Field = (typeof FIELDS)[number];
const NEWEST = { field: 'startedAt', descending: true } as const;

@Injectable()
export class HistoryAddress {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly clock = inject(UI_CLOCK);
  private readonly parameters = toSignal(this.route.queryParamMap, { initialValue: this.route.snapshot.queryParamMap });
  private readonly parameter = (name: string): string | null => this.parameters().get(name);

  readonly tz = this.clock.zone;
  readonly q = computed(() => this.parameter('q') ?? '');
  readonly range = computed<RangeAddress>(
    () => ({ range: this.parameter('range'), from: this.parameter('from'), to: this.parameter('to') }),
    { equal: (a, b) => a.range === b.range && a.from === b.from && a.to === b.to },
  );
  /** Whether the range ends now, so that it can be refreshed. */
  readonly rolling = computed(() => {
    const relative = relativeOf(this.range());
    return relative !== null && isRolling(relative);
  });
  private readonly day = computed(() => zoneDay(this.clock.now(), this.tz()));
  /** The current time for relative ranges, in ms. Ranges of days move at midnight. */
  private readonly asOfMs = linkedSignal({
    source: () => ({ range: this.range(), day: this.rolling() ? null : this.day() }),
    computation: () => untracked(() => this.clock.now()),
  });
  readonly span = computed<Instants>(() => instantsOf(this.range(), this.asOfMs(), this.tz()), {
    equal: (a, b) => a.from === b.from && a.to === b.to,
  });
  readonly rangeLabel = computed(() => rangeLabel(this.range(), this.asOfMs(), this.tz()));
  readonly filter = computed(() => parseHistoryFilter(this.parameter));
  readonly chips = computed(() => chipsOf(this.filter()));
  readonly sort = computed(() => parseSort<Field>(this.parameter('sort') ?? undefined, FIELDS, NEWEST));
  readonly ranged = computed(() => Object.values(this.span()).some((instant) => instant !== null));
  readonly narrowed = computed(() => this.ranged() || this.q() !== '' || this.chips().length > 0);
  /** The query of the API, without the text. */
  readonly query = computed(() => ({
    q: this.q(),
    ...this.span(),
    ...historyQuery(this.filter()),
    sort: formatSort(this.sort()),
  }));

  /** The URL that shows everything. */
  readonly everything: Params = { ...NO_HISTORY, q: null };

  choose(queryParams: Params): void {
    void this.router.navigate([], { relativeTo: this.route, queryParams, queryParamsHandling: 'merge' });
  }

  /** Moves a rolling range to now. */
  refresh(): void {
    this.asOfMs.set(this.clock.now());
  }

  /** Back to the range of an earlier visit. */
  restore(asOfMs: number): void {
    this.asOfMs.set(asOfMs);
  }

  get asOf(): number {
    return this.asOfMs();
  }

  turn(field: string): void {
    const known = FIELDS.find((other) => other === field);
    if (known) this.choose({ sort: formatSort(turnSort<Field>(this.sort(), known, ['name'])) });
  }
}
