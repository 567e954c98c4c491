import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Costs } from '@livekit-dashboard/contracts';
import { formatMoney, Name } from '@livekit-dashboard/ui';
import { SetupStore } from '../setup/setup.store';
import { PART_COLUMNS, PART_GROUPS, partRows } from './cost-views';
import { FILTERS, type Scope } from './links';

/** Who it cost: parts at list price, then what is included and the fee, which make them the total. */
@Component({
  selector: 'lk-cost-parts',
  imports: [Name, RouterLink],
  host: { class: 'card panel' },
  templateUrl: './cost-parts.html',
  styleUrls: ['./table.scss', './cost-parts.scss'],
})
export class CostPartsTable {
  /** Null: not there yet. */
  readonly costs = input.required<Costs | null>();
  readonly scope = input.required<Scope>();
  /** More parts than these. */
  readonly more = output();

  private readonly setup = inject(SetupStore);
  /** Tenants where there are any. */
  protected readonly groups = computed(() =>
    PART_GROUPS.filter(({ id }) => id !== 'tenant' || this.setup.tenantKey() !== null),
  );
  protected readonly columns = PART_COLUMNS;
  protected readonly money = formatMoney;
  protected readonly rows = computed(() => {
    const { parts, currency } = this.costs() ?? { parts: null, currency: null };
    return parts && partRows(parts, currency, this.scope());
  });
  /** The parts are then of some use only, and the total is of all. */
  protected readonly narrowed = computed(() => FILTERS.some((name) => this.scope().filters[name]));
  protected readonly heading = computed(
    () => PART_GROUPS.find(({ id }) => id === this.costs()?.parts?.groupBy)?.label ?? '',
  );
}
