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
export { metadataFields } from './metadata-fields';
export * from './erasure';
export type { SessionRecord, SessionEnd } from './session';
export { sessionEnd, orderMs, SILENCE_MS } from './session';
export type { ParticipantRecord } from './participant';
export { isOpen, ownEnd, kindOf, isPerson } from './participant';
export type { TrackRecord } from './track';
export { isTrackOpen } from './track';
export type { EgressRecord, IngressRecord } from './egress';
export { isEgressOpen, isIngressOpen, ingressKey } from './egress';
export type { Sums } from './sums';
export type { Stretch } from './usage/stretch';
export { connectionStretch, egressStretch, ingressStretch } from './usage/stretch';
export { connectionDimensions, connectionTimes } from './usage/dimensions';
export { msIn, unitsIn, unitsOf, type Grid } from './usage/units';
export { MEASURES, type Measure } from './usage/measures';
export { RatePlans, type Grids } from './usage/plans';
export { cutAlike, insteadFrom, withPlan } from './usage/plan-edits';
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
  type DayUsage,
  type DimensionSeconds,
} from './usage/cost';
export { listAmount, pricePeriods, type PartSeconds } from './usage/parts';
export { costView, minutesView } from './usage/cost-view';
export { compareCosts, type CostComparison } from './usage/cost-comparison';
export { monthOutlook, type MonthOutlook } from './usage/forecast';
