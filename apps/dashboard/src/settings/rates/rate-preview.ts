import { Component, computed, inject } from '@angular/core';
import type { ComparedAmount } from '@livekit-dashboard/contracts';
import { formatAmount, formatDifference } from '@livekit-dashboard/ui';
import { DIMENSION_LABELS, NOT_MEASURED_LABELS } from '../../shared/labels';
import { monthWords } from './rate-words';
import { isUsed, RatesStore } from './rates.store';

interface Line {
  readonly name: string;
  readonly amount: ComparedAmount;
}

/** A month under the edited rates, compared with the saved ones. The server calculates; here amounts are text. */
@Component({
  selector: 'lk-rate-preview',
  templateUrl: './rate-preview.html',
  styleUrl: './rate-preview.scss',
})
export class RatePreviewTable {
  protected readonly store = inject(RatesStore);
  protected readonly month = computed(() => {
    const month = this.store.preview()?.month;
    return month === undefined ? 'the month' : monthWords(month);
  });
  protected readonly isSoFar = computed(() => {
    const preview = this.store.preview();
    return preview?.month === preview?.serverTime.slice(0, 7);
  });
  protected readonly isUnused = computed(() => {
    const preview = this.store.preview();
    return preview !== null && !isUsed(preview);
  });
  protected readonly lines = computed((): readonly Line[] => {
    const preview = this.store.preview();
    if (!preview) return [];
    const used = preview.dimensions.map(({ dimension, amount }) => ({
      name: DIMENSION_LABELS[dimension].name,
      amount,
    }));
    return [...used, { name: 'Monthly fee', amount: preview.monthlyFee }];
  });
  protected readonly notMeasured = computed(() =>
    (this.store.preview()?.notMeasured ?? []).map((what) => NOT_MEASURED_LABELS[what]).join(', '),
  );

  protected amount(amount: string | null): string {
    return amount === null ? 'no price' : formatAmount(amount);
  }

  protected difference(difference: string | null): string {
    return difference === null ? '' : formatDifference(difference);
  }
}
