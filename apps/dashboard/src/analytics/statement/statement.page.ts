import { Component, computed, DestroyRef, effect, inject, input, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { type Costs, type SessionList, shiftDay, shiftMonth } from '@livekit-dashboard/contracts';
import { formatMoney, Name, Notice, UI_CLOCK, UNKNOWN } from '@livekit-dashboard/ui';
import { eachTimeLive } from '../../live/each-time-live';
import { addressOf } from '../../live/rest';
import { sourceParam } from '../../live/source-param';
import { instantsLabel } from '../../range/range';
import { RestQuery } from '../../shared/data/rest-query';
import { Asking } from '../asking';
import { lineRows } from '../cost-views';
import { formatMinutes } from '../numbers';
import { sessionRows } from './statement-rows';

const LIMIT = 500;
const MONTHS = 12;

/** `/tenants/:tenant`: what a tenant used in a UTC month and what that costs at list price, laid out for paper. */
@Component({
  selector: 'lk-statement-page',
  imports: [Asking, Name, Notice, RouterLink],
  host: { class: 'page' },
  templateUrl: './statement.page.html',
  styleUrls: ['../table.scss', './statement.page.scss'],
})
export class StatementPage {
  /** From the URL. */
  readonly tenant = input.required<string>();
  /** `2026-11`; absent: the last month that is over. */
  readonly month = input<string>();

  private readonly router = inject(Router);
  private readonly clock = inject(UI_CLOCK);
  private readonly owner = inject(DestroyRef);
  protected readonly rooms = new RestQuery<Costs>(this.owner);
  protected readonly sessions = new RestQuery<Costs>(this.owner);
  protected readonly list = new RestQuery<SessionList>(this.owner);

  private readonly thisMonth = computed(() => new Date(this.clock.now()).toISOString().slice(0, 7));
  protected readonly months = computed(() => {
    const recent = Array.from({ length: MONTHS }, (_, i) => monthOf(this.thisMonth(), -i));
    const chosen = this.chosen();
    return recent.includes(chosen) ? recent : [chosen, ...recent];
  });
  protected readonly chosen = computed(() => {
    const month = this.month() ?? '';
    return /^20\d\d-(0[1-9]|1[0-2])$/.test(month) ? month : monthOf(this.thisMonth(), -1);
  });
  /** UTC days, `to` excluded. */
  private readonly range = computed(() => {
    const from = `${this.chosen()}-01`;
    return { from, to: shiftMonth(from, 1) };
  });
  protected readonly isOver = computed(() => this.chosen() < this.thisMonth());

  protected readonly costs = this.rooms.value;
  protected readonly currency = computed(() => this.costs()?.currency ?? null);
  protected readonly period = computed(() => {
    const costs = this.costs();
    return costs && instantsLabel(costs, 'UTC');
  });
  protected readonly lines = computed(() => {
    const costs = this.costs();
    return costs ? lineRows(costs) : [];
  });
  protected readonly roomRows = computed(() =>
    [...(this.costs()?.parts?.items ?? [])].sort((a, b) => Number(b.amount) - Number(a.amount)),
  );
  protected readonly sessionRows = computed(() => {
    const [parts, list] = [this.sessions.value()?.parts, this.list.value()];
    return parts && list ? sessionRows(parts.items, list.items) : [];
  });
  protected readonly isCut = computed(
    () => !!this.sessions.value()?.parts?.nextCursor || !!this.costs()?.parts?.nextCursor,
  );
  protected readonly exports = computed(() =>
    (['csv', 'xlsx'] as const).map((format) => ({
      label: format === 'csv' ? 'CSV' : 'Excel',
      href: addressOf(`exports/costs.${format}`, { ...this.range(), tenant: this.tenant(), groupBy: 'session' }),
    })),
  );

  constructor() {
    const queries = [this.rooms, this.sessions, this.list];
    eachTimeLive(() => {
      for (const query of queries) if (query.state() === 'failed') void query.retry();
    });
    effect(() => {
      const [range, tenant] = [this.range(), this.tenant()];
      untracked(() => this.ask(range, tenant));
    });
  }

  protected choose(month: string): void {
    void this.router.navigate([], { queryParams: { month }, queryParamsHandling: 'merge' });
  }

  protected print(): void {
    window.print();
  }

  /** `2026-11-30 23:03`. */
  protected start(instant: string | null): string {
    return instant?.slice(0, 16).replace('T', ' ') ?? UNKNOWN;
  }

  protected money(amount: string | null): string {
    return formatMoney(amount, this.currency());
  }

  protected readonly minutes = formatMinutes;
  protected readonly label = monthLabel;
  protected readonly sourceParam = sourceParam;

  private ask(range: { readonly from: string; readonly to: string }, tenant: string): void {
    const costs = { ...range, tenant, limit: LIMIT };
    void this.rooms.ask('costs', { ...costs, groupBy: 'room' });
    void this.sessions.ask('costs', { ...costs, groupBy: 'session' });
    const instants = { from: `${range.from}T00:00:00.000Z`, to: `${range.to}T00:00:00.000Z` };
    void this.list.ask('sessions', { ...instants, tenant, limit: LIMIT, sort: 'startedAt' });
  }
}

const monthOf = (month: string, plus: number): string => shiftMonth(`${month}-01`, plus).slice(0, 7);
const monthLabel = (month: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(shiftDay(`${month}-01`, 0)),
  );
