import { InjectionToken } from '@angular/core';
import { DashboardClient } from '@livekit-dashboard/client';

/**
 * One and a half heartbeats: with one heartbeat a second, a connection that breaks silently is detected well within 3
 * s.
 */
const STALE_AFTER_MS = 2500;

/** What the page uses of the client; tests replace it. */
export type LiveClient = Pick<DashboardClient, 'onStatus' | 'serverNow' | 'subscribe'>;

/** The one connection of this page. */
export const LIVE_CLIENT = new InjectionToken<LiveClient>('LIVE_CLIENT', {
  providedIn: 'root',
  factory: () => new DashboardClient({ staleAfterMs: STALE_AFTER_MS }),
});
