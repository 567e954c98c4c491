import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { formatCount, State, Time } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { Ticker } from '../live/ticker';
import { atMost, webhookHealth } from './webhook-health';

/** Whether LiveKit's webhooks come, at a glance, and the way to the doctor who knows more. */
@Component({
  selector: 'lk-webhooks',
  imports: [RouterLink, State, Time],
  host: { class: 'card' },
  templateUrl: './webhooks.html',
  styleUrl: './webhooks.scss',
})
export class Webhooks {
  private readonly live = inject(LiveStore);
  private readonly ticker = inject(Ticker);
  protected readonly health = this.live.health;
  protected readonly count = formatCount;

  protected readonly verdict = computed(() => {
    const health = this.health();
    return health && webhookHealth(health, this.live.stats(), this.live.activity(), this.ticker.now());
  });
  protected readonly lag = computed(() => atMost(this.health()?.lagP95Ms ?? null));
  /** Why the newest was refused, while that is why something is wrong. */
  protected readonly refusal = computed(() =>
    this.verdict()?.word.endsWith('rejected') ? this.health()?.rejections[0] : null,
  );
}
