/** The measures of the domain as columns, and what only whole ranges and rooms have besides. */
import { DIMENSIONS } from '@livekit-dashboard/contracts';
import { MEASURES as OF_INTERVALS, type Measure as OfIntervals } from '@livekit-dashboard/domain';
import { type Fragment, join, raw, sql } from '../sql/sql';

/** `sessions`: those that started. */
export type Measure = OfIntervals | 'sessions';
export const MEASURES: readonly Measure[] = [...OF_INTERVALS, 'sessions'];
export type Counted = Readonly<Record<Measure, number>>;

/** `personMs` is `person_ms`. */
export const columnOf = (measure: Measure): string => measure.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const COLUMNS: readonly string[] = MEASURES.map(columnOf);

export const ALL_COLUMNS = raw(COLUMNS.join(', '));
/** `sum(person_ms)::bigint AS person_ms, ...` */
export const SUMMED_COLUMNS = raw(COLUMNS.map((column) => `sum(${column})::bigint AS ${column}`).join(', '));
/** `person_ms AS "personMs", ...`: rows as the domain names them. */
export const NAMED = raw(MEASURES.map((measure) => `${columnOf(measure)} AS "${measure}"`).join(', '));
export const SUMMED_NAMED = raw(
  MEASURES.map((measure) => `sum(${columnOf(measure)})::bigint AS "${measure}"`).join(', '),
);

const ZERO = raw('0');

const summed = (value: string, when: string): string => `coalesce(sum(CASE WHEN ${when} THEN ${value} END), 0)::bigint`;

/** Each measure as a sum over the rows of `contribution` (contributions.ts). Two are no sums of intervals: they are counted apart. */
const CONTRIBUTED: Readonly<Partial<Record<Measure, string>>> = {
  joins: 'coalesce(sum(joins), 0)::bigint',
  personMs: summed('ms', 'person'),
  agentMs: summed('ms', `kind = 'AGENT'`),
  sipMs: summed('ms', `kind = 'SIP'`),
  estimatedMs: summed('ms', `estimated AND (person OR kind = 'AGENT')`),
  ...Object.fromEntries(
    DIMENSIONS.flatMap((dimension) => {
      const [value, when] =
        dimension === 'agent' ? ['agent_seconds', `kind = 'AGENT'`] : ['seconds', `dimension = '${dimension}'`];
      return [
        [`seconds_${dimension}`, summed(value, when)],
        [`estimated_${dimension}`, summed(value, `estimated AND ${when}`)],
      ];
    }),
  ),
};

type CountedApart = 'aborted' | 'sessions';

/** A select list of all measures: sums of contributions, and those counted apart as given. */
export const selectContributed = (apart: Partial<Record<CountedApart, Fragment>> = {}): Fragment =>
  join(
    MEASURES.map((measure) => {
      const given = (apart as Partial<Record<Measure, Fragment>>)[measure];
      return sql`${given ?? raw(CONTRIBUTED[measure] ?? '0')} AS ${raw(columnOf(measure))}`;
    }),
  );

/** The same of one measure that is counted apart: all others are 0. */
export const selectCounted = (counted: CountedApart): Fragment =>
  join(MEASURES.map((measure) => (measure === counted ? raw('count(*)') : ZERO)));
