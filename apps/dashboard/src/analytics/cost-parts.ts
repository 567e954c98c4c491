import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Costs } from '@livekit-dashboard/contracts';
import { formatMoney, Name } from '@livekit-dashboard/ui';
import { SetupStore } from '../setup/setup.store';
import { PART_COLUMNS, PART_GROUPS, partRows, type PartSort } from './cost-views';
import type { Scope } from './links';

/** Rows that show at first. */
const FIRST = 10;

/** The cost of each part at list price, then included minutes and the fee, which reconcile the parts with the total. */
@Component({
  selector: 'lk-cost-parts',
  imports: [Name, RouterLink],
  host: { class: 'card panel', '[class.loading]': '!costs()' },
  templateUrl: './cost-parts.html',
  styleUrls: ['./table.scss', './cost-parts.scss'],
})
export class CostPartsTable {
  /** Null: not loaded yet. */
  readonly costs = input.required<Costs | null>();
  readonly scope = input.required<Scope>();
  protected readonly all = signal(false);
  protected readonly sort = signal<PartSort>('price');

  private readonly setup = inject(SetupStore);
  /** Tenants where there are any. */
  protected readonly groups = computed(() =>
    PART_GROUPS.filter(({ id }) => id !== 'tenant' || this.setup.tenantKey() !== null),
  );
  protected readonly columns = PART_COLUMNS;
  protected readonly money = formatMoney;
  private readonly rows = computed(() => {
    const { parts, currency } = this.costs() ?? { parts: null, currency: null };
    return parts && partRows(parts, currency, this.scope(), this.sort());
  });
  protected readonly shown = computed(() => this.rows()?.slice(0, this.all() ? undefined : FIRST) ?? []);
  protected readonly hidden = computed(() => (this.rows()?.length ?? 0) - this.shown().length);
  /** The month of the range, for statements. Null: the range has several. */
  protected readonly month = computed(() => {
    const { from, to } = this.scope();
    const last = new Date(Date.parse(to) - 1).toISOString().slice(0, 7);
    return from.slice(0, 7) === last ? last : null;
  });
  protected readonly none = computed(() => `No ${this.heading().toLowerCase()}`);
  protected readonly closing = computed(() => {
    const costs = this.costs();
    const label = costs?.scope === 'filtered' ? 'Total' : 'List price';
    return this.hidden() > 0 || costs?.parts?.nextCursor ? `${label} (including rows not shown)` : label;
  });
  protected readonly heading = computed(
    () => PART_GROUPS.find(({ id }) => id === this.costs()?.parts?.groupBy)?.label ?? '',
  );
}
