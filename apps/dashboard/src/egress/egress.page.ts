import { Component, computed, effect, inject, input, linkedSignal, signal, untracked } from '@angular/core';
import { type Params, Router, RouterLink } from '@angular/router';
import {
  Duration,
  formatCount,
  Icon,
  Notice,
  RowTemplate,
  State,
  type TableColumn,
  Time,
  UI_CLOCK,
  VirtualTable,
} from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { instantsOf, relativeOf } from '../range/range';
import { TimeRangePicker } from '../range/range-picker';
import { JobInspector } from './job-inspector';
import { EGRESS_KINDS, INGRESS_TYPES, type JobFilter, type JobKind, type JobRow, typeLabel } from './job-rows';
import { JobsStore } from './jobs.store';
import { sourceParam } from '../live/source-param';

const TYPING_MS = 300;

/**
 * `/egress`: recordings, streams and ingresses of every room and of none, live and past. Filters and the open row are
 * in the URL.
 */
@Component({
  selector: 'lk-egress-page',
  imports: [Duration, Icon, JobInspector, Notice, RouterLink, RowTemplate, State, Time, TimeRangePicker, VirtualTable],
  providers: [JobsStore],
  host: { class: 'page', '(document:keydown.escape)': 'escape($event)' },
  templateUrl: './egress.page.html',
  styleUrl: './egress.page.scss',
})
export class EgressPage {
  // From the URL.
  readonly view = input<string>();
  readonly state = input<string>();
  readonly type = input<string>();
  readonly source = input<string>();
  readonly text = input<string>();
  readonly range = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  /** Key of the row that is open. */
  readonly open = input<string>();

  protected readonly store = inject(JobsStore);
  protected readonly live = inject(LiveStore);
  private readonly router = inject(Router);
  private readonly clock = inject(UI_CLOCK);
  protected readonly typeLabel = typeLabel;
  protected readonly sourceParam = sourceParam;
  protected readonly keyOf = ({ key }: JobRow): string => key;
  private typing: ReturnType<typeof setTimeout> | undefined;

  protected readonly kind = computed((): JobKind => (this.view() === 'ingress' ? 'ingress' : 'egress'));
  protected readonly types = computed((): readonly string[] =>
    this.kind() === 'egress' ? EGRESS_KINDS : INGRESS_TYPES,
  );
  protected readonly zone = this.clock.zone;
  protected readonly address = computed(() => ({ range: this.range(), from: this.from(), to: this.to() }));
  protected readonly isNarrowed = computed(() =>
    [this.state(), this.type(), this.source(), this.text(), ...Object.values(this.address())].some(Boolean),
  );
  protected readonly servers = computed(() => this.live.health()?.servers.map(({ name }) => name) ?? []);
  protected readonly total = computed(() => {
    const total = this.store.total();
    return typeof total === 'number' ? formatCount(total) : `${formatCount(10_000)}+`;
  });
  protected readonly columns = computed((): readonly TableColumn[] => [
    { label: 'Status', width: '148px' },
    { label: 'Kind', width: '128px', priority: 3 },
    { label: 'Room', width: 'minmax(96px, 1fr)' },
    { label: 'Started', width: '128px', priority: 2 },
    { label: 'Length', width: '92px', number: true },
    ...(this.kind() === 'egress' ? [{ label: 'Result', width: 'minmax(120px, 1.6fr)', priority: 3 as const }] : []),
    { label: 'Error', width: 'minmax(100px, 1.2fr)', priority: 3 },
    ...(this.servers().length > 1 ? [{ label: 'Server', width: '80px', priority: 3 as const }] : []),
  ]);
  /** A row that leaves the list stays open. */
  protected readonly openRow = linkedSignal<JobRow | null, JobRow | null>({
    source: () => this.store.rows().find(({ key }) => key === this.open()) ?? null,
    computation: (row, before) => row ?? (before?.value && before.value.key === this.open() ? before.value : null),
  });
  protected readonly held = signal(false);

  constructor() {
    effect(() => {
      const [kind, address, zone, filter] = [this.kind(), this.address(), this.zone(), this.filter()];
      untracked(() => {
        const instants = instantsOf(address, this.clock.now(), zone);
        const isRelative = relativeOf(address) !== null && relativeOf(address) !== 'yesterday';
        const live = isRelative || instants.to === null || Date.parse(instants.to) > this.clock.now();
        this.store.open({ kind, filter, instants: isRelative ? { ...instants, to: null } : instants, live });
      });
    });
    effect(() => this.store.hold(this.held()));
  }

  private readonly filter = computed((): JobFilter => {
    const state = this.state();
    return {
      state: state === 'active' || state === 'ended' ? state : undefined,
      failed: state === 'failed',
      type: this.type(),
      source: this.source(),
      text: this.text(),
    };
  });

  protected navigate(queryParams: Params, replaceUrl = false): void {
    void this.router.navigate(['/egress'], { queryParams, queryParamsHandling: 'merge', replaceUrl });
  }

  protected typed(text: string): void {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.navigate({ text: text.trim() || null }, true), TYPING_MS);
  }

  protected clear(): void {
    void this.router.navigate(['/egress'], { queryParams: { view: this.view() ?? null } });
  }

  protected escape(event: Event): void {
    if (event.defaultPrevented || !this.open()) return;
    if (event.target instanceof Element && event.target.closest('input, lk-dropdown, [role=dialog]')) return;
    this.navigate({ open: null });
  }
}
