import { computed, inject, Injectable } from '@angular/core';
import { LiveStore } from '../live/live.store';
import { Ticker } from '../live/ticker';
import { diagnose, type Diagnosis } from './doctor';

/** The doctor's findings about this server as they are now; null until the server reported the state of its webhooks. */
@Injectable({ providedIn: 'root' })
export class DoctorStore {
  private readonly live = inject(LiveStore);
  private readonly ticker = inject(Ticker);

  readonly diagnosis = computed((): Diagnosis | null => {
    const health = this.live.health();
    const now = this.ticker.now();
    if (health === null) return null;
    const browserAheadSeconds = -this.live.toServerTime(0) / 1000;
    return diagnose({ health, stats: this.live.stats(), activity: this.live.activity(), now, browserAheadSeconds });
  });
}
