import { Component, input } from '@angular/core';
import type { DimensionRate, Rates } from '@livekit-dashboard/contracts';
import { Figure, formatAmount, formatCount, formatPrice } from '@livekit-dashboard/ui';
import { DIMENSION_LABELS } from '../../shared/labels';

/** A plan, to be read. */
@Component({
  selector: 'lk-rate-plan',
  imports: [Figure],
  templateUrl: './rate-plan.html',
  styleUrl: './rate-plan.scss',
})
export class RatePlan {
  readonly plan = input.required<Rates>();
  protected readonly labels = DIMENSION_LABELS;
  protected readonly price = formatPrice;
  protected readonly amount = formatAmount;
  protected readonly count = formatCount;

  protected least({ incrementSeconds, minimumUnits }: DimensionRate): string {
    return minimumUnits === 0 ? 'none' : seconds(incrementSeconds * minimumUnits);
  }

  protected increment({ incrementSeconds }: DimensionRate): string {
    return seconds(incrementSeconds);
  }
}

const seconds = (count: number): string => (count % 60 === 0 ? `${count / 60} min` : `${formatCount(count)} s`);
