/** The measures of the domain as columns, and what only whole ranges and rooms have besides. */
import { DIMENSIONS } from '@livekit-dashboard/contracts';
import { MEASURES as OF_STRETCHES, type Measure as OfStretches } from '@livekit-dashboard/domain';

/** `sessions`: those that started. */
export type Measure = OfStretches | 'sessions';
export const MEASURES: readonly Measure[] = [...OF_STRETCHES, 'sessions'];
export type Counted = Readonly<Record<Measure, number>>;

/** `personMs` is `person_ms`. */
export const columnOf = (measure: Measure): string => measure.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const summed = (value: string, when: string, measure: Measure): string =>
  `coalesce(sum(CASE WHEN ${when} THEN ${value} END), 0)::bigint AS ${columnOf(measure)}`;

/** Each measure of stretches but `aborted`, as a sum over the rows of `share` (shares.ts). */
export const SHARE_SUMS: readonly string[] = [
  `coalesce(sum(joins), 0)::bigint AS joins`,
  summed('ms', 'person', 'personMs'),
  summed('ms', `kind = 'AGENT'`, 'agentMs'),
  summed('ms', `kind = 'SIP'`, 'sipMs'),
  summed('ms', `estimated AND (person OR kind = 'AGENT')`, 'estimatedMs'),
  ...DIMENSIONS.flatMap((dimension) => {
    const [value, when] =
      dimension === 'agent' ? ['agent_seconds', `kind = 'AGENT'`] : ['seconds', `dimension = '${dimension}'`];
    return [
      summed(value, when, `seconds_${dimension}`),
      summed(value, `estimated AND ${when}`, `estimated_${dimension}`),
    ];
  }),
];
