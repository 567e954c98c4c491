/**
 * What happened, from what was seen. Pure functions over plain rows: no I/O, no clock, no framework.
 * `fold` turns an event into changed rows, `needs` names the rows it wants, `views` derive what the contract shows.
 */
export * from './event';
export * from './state';
export * from './fold';
export * from './needs';
export * from './views';
export * from './preview';
export type { SessionRecord, SessionEnd } from './session';
export { sessionEnd, orderMs, SILENCE_MS } from './session';
export type { ParticipantRecord } from './participant';
export { isOpen, ownEnd, kindOf, isPerson } from './participant';
export type { TrackRecord } from './track';
export { isTrackOpen } from './track';
export type { EgressRecord, IngressRecord } from './egress';
export { isEgressOpen, isIngressOpen, ingressKey } from './egress';
export type { Sums } from './sums';
