import { Component, computed, input } from '@angular/core';
import { type Params, RouterLink } from '@angular/router';
import type { Costs } from '@livekit-dashboard/contracts';
import { formatMoney } from '@livekit-dashboard/ui';
import { lineRows, shownFee } from './cost-views';
import { formatMinutes } from './numbers';

/** Minutes by dimension and what they cost, down to the total. */
@Component({
  selector: 'lk-cost-lines',
  imports: [RouterLink],
  host: { class: 'card panel' },
  templateUrl: './cost-lines.html',
  styleUrls: ['./table.scss', './cost-lines.scss'],
})
export class CostLines {
  /** Null: not there yet. */
  readonly costs = input.required<Costs | null>();
  /** Of the sessions behind it. */
  readonly query = input.required<Params>();

  protected readonly rows = computed(() => {
    const costs = this.costs();
    return costs && lineRows(costs);
  });
  protected readonly estimated = computed(() => {
    const minutes = this.costs()?.estimatedMinutes ?? 0;
    return minutes > 0 ? formatMinutes(minutes) : null;
  });
  protected readonly money = formatMoney;
  protected readonly fee = shownFee;
}
