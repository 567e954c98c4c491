/** What tests of other projects may have of the domain's own: generated events, and the plain count of a stretch. */
export { events } from './arbitrary-events';
export { addMeasures, bucketsOf, type Measures } from './buckets';
