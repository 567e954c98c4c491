import { effect, inject, untracked } from '@angular/core';
import { LiveStore } from './live.store';

/**
 * Acts once the page is live, and each time it is live again: what was loaded before may have changed in between.
 * Called in an injection context, and ends with it.
 */
export function eachTimeLive(act: () => void): void {
  const store = inject(LiveStore);
  effect(() => {
    if (store.live()) untracked(act);
  });
}
