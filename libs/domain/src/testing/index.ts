/** What the domain exports to tests of other projects: generated events, a plain count of an interval, and the oracle. */
export { events } from './arbitrary-events';
export { addMeasures, bucketsOf, type Measures } from './buckets';
export * from '../usage/oracle/fraction';
export { feesOf, listPriceOf, type Raw, type RawPlan, type Unit, unitsOf } from '../usage/oracle/oracle';
