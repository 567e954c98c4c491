import { Component, computed, effect, inject, input, linkedSignal, signal, untracked } from '@angular/core';
import { type Params, Router, RouterLink } from '@angular/router';
import type { EventDetail, StoredEvent } from '@livekit-dashboard/contracts';
import { formatCount, Icon, Notice, Time, UI_CLOCK } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { errorText, getJson, RestError } from '../live/rest';
import { instantsOf, relativeOf } from '../range/range';
import { TimeRangePicker } from '../range/range-picker';
import { SetupBanner } from '../setup/setup-banner';
import { EventFacets } from './event-facets';
import {
  type EventFilter,
  FILTER_LABELS,
  type FilterField,
  isFiltered,
  namesOf,
  toggled,
} from '../event-log/event-filter';
import { EventHistogram } from './event-histogram';
import { EventInspector } from '../event-log/event-inspector';
import { EventList } from '../event-log/event-list';
import type { EventRow } from '../event-log/event-rows';
import { EventsExport } from './events-export';
import { EventsStore } from './events.store';
import { RejectionInspector } from './rejection-inspector';

/** While the user types, a request is sent per pause and not per key. */
const TYPING_MS = 300;

/**
 * `/events` and `/events/:id`: every webhook, live at the top, with history below; filters, range and the open event
 * are in the URL.
 */
@Component({
  selector: 'lk-events-page',
  imports: [
    EventFacets,
    EventHistogram,
    EventInspector,
    EventList,
    EventsExport,
    Icon,
    Notice,
    RejectionInspector,
    RouterLink,
    SetupBanner,
    Time,
    TimeRangePicker,
  ],
  providers: [EventsStore],
  host: { class: 'page', '(document:keydown.escape)': 'escape($event)' },
  templateUrl: './events.page.html',
  styleUrl: './events.page.scss',
})
export class EventsPage {
  // From the URL.
  readonly id = input<string>();
  /** The server of the event `id`, if several servers sent an event of that id. */
  readonly of = input<string>();
  readonly event = input<string>();
  readonly room = input<string>();
  readonly identity = input<string>();
  readonly source = input<string>();
  readonly session = input<string>();
  readonly text = input<string>();
  readonly range = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  /** `only`: rejected deliveries alone. `hide`: without them. */
  readonly rejected = input<string>();

  protected readonly store = inject(EventsStore);
  protected readonly live = inject(LiveStore);
  private readonly router = inject(Router);
  private readonly clock = inject(UI_CLOCK);
  protected readonly paused = signal(false);
  protected readonly held = signal(false);
  private readonly fetched = signal<StoredEvent | null>(null);
  protected readonly missing = signal<string | null>(null);
  /** The servers that sent an event of this id, if the address names none and there are several. */
  protected readonly senders = signal<readonly string[]>([]);
  private readonly refused = signal<EventRow | null>(null);
  private typing: ReturnType<typeof setTimeout> | undefined;

  protected readonly zone = this.clock.zone;
  protected readonly address = computed(() => ({ range: this.range(), from: this.from(), to: this.to() }));
  protected readonly filter = computed((): EventFilter => ({
    event: this.event(),
    room: this.room(),
    identity: this.identity(),
    source: this.source(),
    session: this.session(),
    text: this.text(),
  }));
  protected readonly only = computed(() => this.rejected() === 'only');
  protected readonly isNarrowed = computed(
    () => isFiltered(this.filter()) || !!this.rejected() || Object.values(this.address()).some(Boolean),
  );
  /** The values of the filter; a click on its chip removes a value. */
  protected readonly chips = computed(() => {
    const filter = this.filter();
    return (Object.keys(FILTER_LABELS) as FilterField[]).flatMap((field) => {
      const values = field === 'event' ? namesOf(filter) : [filter[field] ?? ''];
      return values.filter(Boolean).map((value) => ({ field, label: FILTER_LABELS[field], value }));
    });
  });
  protected readonly servers = computed(() => (this.live.health()?.servers.length ?? 0) > 1);
  protected readonly total = computed(() => {
    const total = this.store.matching();
    return typeof total === 'number' ? formatCount(total) : `${formatCount(10_000)}+`;
  });
  protected readonly rejectedCount = computed(
    () => this.live.health()?.rejections.reduce((sum, { count }) => sum + count, 0) ?? 0,
  );

  /** The open row: from the list, or loaded by its address. */
  private readonly openRow = computed(() => {
    const refused = this.refused();
    if (refused) return refused;
    const id = this.id();
    if (!id) return null;
    const isOpen = (event: StoredEvent | null): boolean =>
      event?.id === id && (!this.of() || event.source === this.of());
    return this.store.rows().find(({ event }) => isOpen(event)) ?? null;
  });
  protected readonly openKey = computed(() => this.openRow()?.key ?? (this.openEvent() ? 'elsewhere' : null));
  protected readonly openEvent = linkedSignal<StoredEvent | null, StoredEvent | null>({
    source: () => (this.id() ? (this.openRow()?.event ?? this.fetched()) : null),
    // An event that leaves the list stays open.
    computation: (now, before) => now ?? (before?.value && before.value.id === this.id() ? before.value : null),
  });
  protected readonly openRejection = computed(() => this.refused()?.rejection ?? null);

  constructor() {
    effect(() => {
      const [filter, address, rejected] = [this.filter(), this.address(), this.rejected()];
      const zone = this.zone();
      untracked(() => {
        const instants = instantsOf(address, this.clock.now(), zone);
        const isRelative = relativeOf(address) !== null && relativeOf(address) !== 'yesterday';
        this.store.open({
          filter,
          // Events that arrive from now on belong to a relative range too.
          instants: isRelative ? { ...instants, to: null } : instants,
          live: isRelative || instants.to === null || Date.parse(instants.to) > this.clock.now(),
          tz: zone,
          rejected: rejected === 'only' || rejected === 'hide' ? rejected : null,
        });
      });
    });
    effect(() => this.store.hold(this.paused() || this.held()));
    effect(() => {
      const [id, of] = [this.id(), this.of()];
      untracked(() => void this.fetch(id, of));
    });
  }

  protected navigate(queryParams: Params, replaceUrl = false): void {
    const path = this.id() ? ['/events', this.id()] : ['/events'];
    void this.router.navigate(path, { queryParams, queryParamsHandling: 'merge', replaceUrl });
  }

  protected type(text: string): void {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.navigate({ text: text.trim() || null }, true), TYPING_MS);
  }

  protected toggle({ field, value }: { readonly field: FilterField; readonly value: string }): void {
    this.navigate({ [field]: toggled(this.filter(), field, value), rejected: null });
  }

  protected clear(): void {
    void this.router.navigate(['/events']);
  }

  protected open(chosen: { readonly row: EventRow; readonly step: boolean } | null): void {
    const event = chosen?.row.event;
    this.refused.set(chosen && !event ? chosen.row : null);
    if (!event && !this.id()) return;
    const of = event && (event.source !== 'default' || this.servers()) ? event.source : null;
    void this.router.navigate(event ? ['/events', event.id] : ['/events'], {
      queryParams: { of },
      queryParamsHandling: 'merge',
      replaceUrl: chosen?.step ?? false,
    });
  }

  /** Unless Escape closes something else: a menu, or a search field that it clears. */
  protected escape(event: Event): void {
    if (event.defaultPrevented || this.openKey() === null) return;
    if (event.target instanceof Element && event.target.closest('input, lk-dropdown, [role=dialog]')) return;
    this.open(null);
  }

  protected resume(): void {
    this.paused.set(false);
    this.store.release();
  }

  /** An event that is in the list is not requested. */
  private async fetch(id: string | undefined, source: string | undefined): Promise<void> {
    this.missing.set(null);
    this.senders.set([]);
    if (!id) {
      this.fetched.set(null);
      return;
    }
    this.refused.set(null);
    // If the address names no server, another one may have sent an event of this id too.
    if (this.openRow()?.event?.id === id && (source || !this.servers())) return;
    try {
      const { event } = await getJson<EventDetail>(`events/${encodeURIComponent(id)}`, { source });
      if (this.id() === id) this.fetched.set(event);
    } catch (error) {
      if (this.id() !== id) return;
      if (error instanceof RestError && error.choices.length > 0)
        this.senders.set(error.choices.map((one) => one.source));
      else this.missing.set(errorText(error));
    }
  }
}
