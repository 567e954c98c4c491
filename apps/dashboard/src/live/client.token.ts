import { InjectionToken } from '@angular/core';
import { DashboardClient } from '@livekit-dashboard/client';

/** A missed heartbeat and half of the next: with one a second, a silent cut shows well within 3 s. */
const STALE_AFTER_MS = 2500;

/** What the page uses of the client; a test gives its own. */
export type LiveClient = Pick<DashboardClient, 'onStatus' | 'serverNow' | 'subscribe'>;

/** The one connection of this page. */
export const LIVE_CLIENT = new InjectionToken<LiveClient>('LIVE_CLIENT', {
  providedIn: 'root',
  factory: () => new DashboardClient({ staleAfterMs: STALE_AFTER_MS }),
});
