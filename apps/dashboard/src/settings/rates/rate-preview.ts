import { Component, computed, inject } from '@angular/core';
import type { ComparedAmount } from '@livekit-dashboard/contracts';
import { formatAmount, formatDifference } from '@livekit-dashboard/ui';
import { DIMENSION_WORDS, monthWords, NOT_MEASURED_WORDS } from './rate-words';
import { RatesStore } from './rates.store';

interface Line {
  readonly name: string;
  readonly amount: ComparedAmount;
}

/** Last month under the rates being edited, beside the saved ones. The server reckons; here amounts are text. */
@Component({
  selector: 'lk-rate-preview',
  templateUrl: './rate-preview.html',
  styleUrl: './rate-preview.scss',
})
export class RatePreviewTable {
  protected readonly store = inject(RatesStore);
  protected readonly month = computed(() => monthWords(this.store.preview()?.month ?? ''));
  protected readonly lines = computed((): readonly Line[] => {
    const preview = this.store.preview();
    if (!preview) return [];
    const used = preview.dimensions.map(({ dimension, amount }) => ({ name: DIMENSION_WORDS[dimension].name, amount }));
    return [...used, { name: 'Monthly fee', amount: preview.monthlyFee }];
  });
  protected readonly notMeasured = computed(() =>
    (this.store.preview()?.notMeasured ?? []).map((what) => NOT_MEASURED_WORDS[what]).join(', '),
  );

  protected amount(amount: string | null): string {
    return amount === null ? 'no price' : formatAmount(amount);
  }

  protected difference(difference: string | null): string {
    return difference === null ? '' : formatDifference(difference);
  }
}
