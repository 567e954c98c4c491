/**
 * Derives rows from events. Pure functions over plain rows, without I/O, clock or framework: `fold` returns the rows
 * that an event changes, `needs` names the rows that `fold` reads, and the views derive what a row shows: its values in ms,
 * and from those what the contract says.
 */
export * from './event';
export * from './state';
export * from './fold';
export * from './needs';
export * from './metadata-bytes';
export * from './session-view';
export * from './participant-view';
export { AGENT_NAME_ATTRIBUTES, fieldsOf, type ParticipantProfile, type ProfileValues } from './participant-profile';
export * from './track-view';
export * from './job-view';
export { instantOf } from './instant';
export * from './preview';
export { metadataFields } from './metadata-fields';
export { participantTenant } from './tenant';
export { plainNumber, type SipField, sipKeys, sipKeysFor } from './sip-keys';
export * from './erasure';
export type { SessionRecord, SessionEnd } from './session';
export { sessionEnd, orderMs, SILENCE_MS, silenceFrom } from './session';
export { inferredFrom } from './evidence';
export type { ParticipantRecord } from './participant';
export { isOpen, NO_PARTICIPANTS, ownEnd, kindOf, countedKindOf, isPerson } from './participant';
export type { TrackRecord } from './track';
export { isTrackOpen, trackKey } from './track';
export type { EgressRecord, IngressRecord } from './egress';
export { isEgressOpen, isIngressOpen, ingressKey, NEVER_MISSED } from './egress';
export { NOTHING, type Sums } from './sums';
export type { Interval } from './usage/interval';
export { connectionInterval, egressInterval, ingressInterval } from './usage/interval';
export { connectionDimensions, connectionTimes } from './usage/dimensions';
export { msIn, unitsIn, unitsOf, type Increment } from './usage/units';
export { MEASURES, type Measure } from './usage/measures';
export { RatePlans, type Increments } from './usage/plans';
export { haveSameIncrements, withPlanFrom, withPlan } from './usage/plan-edits';
export { rateChanges } from './usage/rate-changes';
export { ratesHistory, type SavedRates } from './usage/rates-history';
export { DAY_MS, dayAfter, dayOf, dayStartMs, monthStart, nextMonthStart, startOfDay } from './usage/calendar';
export { shownMoney, type Money } from './usage/money';
export {
  costOf,
  feeAmount,
  includedAmount,
  totalAmount,
  type Cost,
  type CostRange,
  type CostScope,
  type DayUsage,
  type DimensionSeconds,
} from './usage/cost';
export { listAmount, pricePeriods, type PartSeconds } from './usage/parts';
export { costView, minutesView } from './usage/cost-view';
export { compareCosts, type CostComparison } from './usage/cost-comparison';
export { monthForecast, type MonthForecast } from './usage/forecast';
