import { Component, computed, inject, signal } from '@angular/core';
import { RATE_PRESETS, zoneDay } from '@livekit-dashboard/contracts';
import { Notice, Tag, UI_CLOCK } from '@livekit-dashboard/ui';
import { RateForm } from './rate-form';
import { draftOf, type RateDraft } from './rate-draft';
import { RateHistory } from './rate-history';
import { RatePlan } from './rate-plan';
import { monthWords, presetOf } from './rate-words';
import { RatesStore } from './rates.store';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The cost rates: the current plan, its form, and every plan that was saved before. */
@Component({
  selector: 'lk-rates-panel',
  imports: [Notice, RateForm, RateHistory, RatePlan, Tag],
  host: { class: 'card', id: 'rates' },
  templateUrl: './rates-panel.html',
  styleUrl: './rates-panel.scss',
})
export class RatesPanel {
  protected readonly store = inject(RatesStore);
  private readonly clock = inject(UI_CLOCK);

  /** Null: nothing is edited. */
  protected readonly editing = signal<RateDraft | null>(null);
  protected readonly list = RATE_PRESETS[0] ?? null;
  protected readonly listMonth = monthWords(this.list?.asOf ?? '');
  protected readonly inForce = computed(() => {
    const { currency, monthlyFee, effectiveFrom, dimensions } = this.store.rates() ?? {};
    return currency && monthlyFee && effectiveFrom && dimensions
      ? { currency, monthlyFee, effectiveFrom, dimensions }
      : null;
  });
  protected readonly unverified = computed(() => {
    const plan = this.inForce();
    const asOf = plan && presetOf(plan)?.asOf;
    return asOf ? monthWords(asOf) : null;
  });
  private readonly today = computed(() => zoneDay(this.clock.now(), 'UTC'));
  /** The first day of the next plan, if one is saved already. */
  protected readonly next = computed(() => {
    const days = this.store.rates()?.history.map(({ rates }) => rates.effectiveFrom) ?? [];
    return days.filter((day) => day > this.today()).sort()[0] ?? null;
  });

  protected edit(): void {
    this.open(this.inForce() ?? this.store.rates()?.history[0]?.rates ?? null);
  }

  protected startFromList(): void {
    this.open(this.list?.rates ?? null);
  }

  private open(rates: Parameters<typeof draftOf>[0]): void {
    this.store.refused(null, {});
    this.editing.set(draftOf(rates, zoneDay(this.clock.now() + DAY_MS, 'UTC')));
  }
}
