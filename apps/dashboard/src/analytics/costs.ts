import { Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Costs as CostsAnswer } from '@livekit-dashboard/contracts';
import { Figure, formatMoney, Notice } from '@livekit-dashboard/ui';
import type { Days } from '../range/days';
import { CostLines } from './cost-lines';
import { CostPartsTable } from './cost-parts';
import { costChart } from './cost-views';
import { DayPanel } from './day-panel';
import { historyOf, type Scope } from './links';
import { NOT_MEASURED_WORDS } from './words';

/** What it cost: in all, by dimension, by day and by part; and what nobody can tell from webhooks. */
@Component({
  selector: 'lk-costs',
  imports: [CostLines, CostPartsTable, DayPanel, Figure, Notice, RouterLink],
  templateUrl: './costs.html',
  styleUrl: './costs.scss',
})
export class Costs {
  /** Null: not there yet. */
  readonly costs = input.required<CostsAnswer | null>();
  readonly scope = input.required<Scope>();
  readonly tables = input.required<ReadonlySet<string>>();
  readonly picked = output<Days>();
  readonly toggled = output<string>();
  readonly moreParts = output();

  protected readonly chart = computed(() => {
    const costs = this.costs();
    return costs && costChart(costs);
  });
  protected readonly notMeasured = computed(() =>
    (this.costs()?.notMeasured ?? []).map((name) => NOT_MEASURED_WORDS[name]),
  );
  protected readonly history = computed(() => historyOf(this.scope()));
  protected readonly unpriced = computed(() => this.costs()?.currency === null);

  protected money(amount: string | null): string {
    return formatMoney(amount, this.costs()?.currency ?? null);
  }
}
