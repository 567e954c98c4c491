/**
 * A live view of a LiveKit Dashboard: `new DashboardClient().subscribe(topic, observer)`. Depends on socket.io-client alone, and runs in
 * browsers and Node. The README has examples.
 */
export { DashboardClient } from './dashboard-client';
export type { DashboardClientOptions } from './options';
export type { LinkState, LinkStatus } from './link-status';
export type { ChangesObserver, EventsObserver, SubscribeError } from './observers';
export type { SubscribeOptions, Subscription } from './subscription';
export type * from './contract';
