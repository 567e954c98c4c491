/**
 * Follows a LiveKit Dashboard live: `new DashboardClient().subscribe(topic, observer)`. Needs socket.io-client and nothing else:
 * no framework, no Node. The README has examples.
 */
export { DashboardClient } from './dashboard-client';
export type { DashboardClientOptions } from './options';
export type { LinkState, LinkStatus } from './link-status';
export type { ChangesObserver, EventsObserver, SubscribeError } from './observers';
export type { SubscribeOptions, Subscription } from './subscription';
export type * from './contract';
