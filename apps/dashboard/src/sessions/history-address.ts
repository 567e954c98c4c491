/**
 * What the history shows, as the URL says it: the text, the range, the filter and the order. Choosing writes the URL and nothing else; what
 * shows follows from it, so that a link shows the same and Back takes a choice back. Provided by the history view.
 */
import { computed, inject, Injectable } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, type Params, Router } from '@angular/router';
import { UI_CLOCK } from '@livekit-dashboard/ui';
import { formatSort, parseSort, turnSort } from '../live/sort';
import { chipsOf, historyQuery, NO_HISTORY, parseHistoryFilter } from './history-filter';
import { type RangeAddress, rangeLabel, type Span, spanOf } from './history-range';

const FIELDS = ['startedAt', 'endedAt', 'duration', 'name', 'identities', 'joins'] as const;
type Field = (typeof FIELDS)[number];
const NEWEST = { field: 'startedAt', descending: true } as const;

@Injectable()
export class HistoryAddress {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly clock = inject(UI_CLOCK);
  private readonly parameters = toSignal(this.route.queryParamMap, { initialValue: this.route.snapshot.queryParamMap });
  private readonly told = (name: string): string | null => this.parameters().get(name);

  readonly zone = this.clock.zone;
  readonly q = computed(() => this.told('q') ?? '');
  readonly range = computed<RangeAddress>(() => ({
    range: this.told('range'),
    from: this.told('from'),
    to: this.told('to'),
  }));
  /** Of a preset it changes at midnight. */
  readonly span = computed<Span>(() => spanOf(this.range(), this.clock.now(), this.zone()), {
    equal: (a, b) => a.from === b.from && a.to === b.to,
  });
  readonly rangeLabel = computed(() => rangeLabel(this.range(), this.span(), this.zone()));
  readonly filter = computed(() => parseHistoryFilter(this.told));
  readonly chips = computed(() => chipsOf(this.filter()));
  readonly sort = computed(() => parseSort<Field>(this.told('sort') ?? undefined, FIELDS, NEWEST));
  readonly ranged = computed(() => Object.values(this.span()).some((instant) => instant !== null));
  readonly narrowed = computed(() => this.ranged() || this.q() !== '' || this.chips().length > 0);
  /** All of it but the text, for the API. */
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

  turn(field: string): void {
    const known = FIELDS.find((other) => other === field);
    if (known) this.choose({ sort: formatSort(turnSort<Field>(this.sort(), known, ['name'])) });
  }
}
