/**
 * The state of the connection as the pill and the title show it, and since when. After STALE_MS without a connection
 * the page is stale. It uses a timer of its own, since the page's clock stops while the tab is hidden.
 */
import { computed, DestroyRef, effect, inject, Injectable, signal } from '@angular/core';
import { isFirstRun } from '../live/first-run';
import { LiveStore } from '../live/live.store';

export const STALE_MS = 10_000;

/** `connected`: the page is live, and no webhook of LiveKit has ever arrived. */
export type LinkState = 'live' | 'connected' | 'connecting' | 'reconnecting' | 'stale';

@Injectable({ providedIn: 'root' })
export class LinkLook {
  private readonly live = inject(LiveStore);
  private readonly overdue = signal(false);
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly state = computed((): LinkState => {
    const { state } = this.live.link();
    if (state === 'closed') return 'stale';
    if (state === 'reconnecting') return this.overdue() ? 'stale' : state;
    if (state !== 'live') return state;
    const stats = this.live.stats();
    return stats && isFirstRun(stats, this.live.health()) ? 'connected' : 'live';
  });

  constructor() {
    effect(() => {
      const { state, since } = this.live.link();
      clearTimeout(this.timer);
      const left = STALE_MS - (Date.now() - since);
      this.overdue.set(state === 'reconnecting' && left <= 0);
      if (state === 'reconnecting' && left > 0) this.timer = setTimeout(() => this.overdue.set(true), left);
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }
}
