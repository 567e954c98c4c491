import { Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Costs as CostsAnswer } from '@livekit-dashboard/contracts';
import { Figure, formatMoney, Notice } from '@livekit-dashboard/ui';
import { CostLines } from './cost-lines';
import { CostPartsTable } from './cost-parts';
import { costChart } from './cost-views';
import { DayPanel, type PickedEnds } from './day-panel';
import { historyOf, type Scope } from './links';
import { formatChange } from './numbers';
import { NOT_MEASURED_LABELS } from '../shared/labels';

/** The costs of the range: in total, by dimension, by day and by part; and what webhooks do not report. */
@Component({
  selector: 'lk-costs',
  imports: [CostLines, CostPartsTable, DayPanel, Figure, Notice, RouterLink],
  templateUrl: './costs.html',
  styleUrl: './costs.scss',
})
export class Costs {
  /** Null: not loaded yet. */
  readonly costs = input.required<CostsAnswer | null>();
  readonly scope = input.required<Scope>();
  readonly tables = input.required<ReadonlySet<string>>();
  readonly picked = output<PickedEnds>();
  readonly toggled = output<string>();

  protected readonly chart = computed(() => {
    const costs = this.costs();
    return costs && costChart(costs);
  });
  protected readonly notMeasured = computed(() =>
    (this.costs()?.notMeasured ?? []).map((name) => NOT_MEASURED_LABELS[name]),
  );
  protected readonly history = computed(() => historyOf(this.scope()));
  protected readonly filtered = computed(() => this.costs()?.scope === 'filtered');
  /** Against the period before. */
  protected readonly change = computed(() => {
    const { total, previous, currency } = this.costs() ?? { total: null, previous: null, currency: null };
    if (!total || !previous?.total || previous.currency !== currency) return null;
    const text = formatChange(Number(total), Number(previous.total));
    return text && { text, before: formatMoney(previous.total, currency) };
  });
  protected readonly unpriced = computed(() => this.costs()?.currency === null);

  protected money(amount: string | null): string {
    return formatMoney(amount, this.costs()?.currency ?? null);
  }
}
