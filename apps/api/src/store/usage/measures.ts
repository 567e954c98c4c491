/** The measures of the domain as columns, and what only whole ranges and rooms have besides. */
import { DIMENSIONS } from '@livekit-dashboard/contracts';
import { MEASURES as OF_STRETCHES, type Measure as OfStretches } from '@livekit-dashboard/domain';

/** `sessions`: those that started. */
export type Measure = OfStretches | 'sessions';
export const MEASURES: readonly Measure[] = [...OF_STRETCHES, 'sessions'];
export type Counted = Readonly<Record<Measure, number>>;

/** `personMs` is `person_ms`. */
export const columnOf = (measure: Measure): string => measure.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const COLUMNS: readonly string[] = MEASURES.map(columnOf);

/** `person_ms AS "personMs", ...`: rows as the domain names them. */
export const AS_COUNTED = MEASURES.map((measure) => `${columnOf(measure)} AS "${measure}"`).join(', ');
export const SUMMED_UP = MEASURES.map((measure) => `sum(${columnOf(measure)})::bigint AS "${measure}"`).join(', ');

const summed = (value: string, when: string): string => `coalesce(sum(CASE WHEN ${when} THEN ${value} END), 0)::bigint`;

/** What each measure is as a sum over the rows of `share` (shares.ts). Two are not told by spans: they are counted apart. */
const SHARE_SUMS: Readonly<Partial<Record<Measure, string>>> = {
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

/** A select list of all measures: sums of shares, and the rest as given. */
export const selectMeasures = (rest: { readonly aborted: string; readonly sessions: string }): string =>
  MEASURES.map((measure) => {
    const value = measure === 'aborted' || measure === 'sessions' ? rest[measure] : SHARE_SUMS[measure];
    return `${value ?? '0'} AS ${columnOf(measure)}`;
  }).join(', ');

/** The same where there are no shares. */
export const selectOnly = (rest: Partial<Record<'aborted' | 'sessions', string>>): string =>
  MEASURES.map((measure) => (rest as Partial<Record<Measure, string>>)[measure] ?? '0').join(', ');
