/** Usage as the contract shows it. */
import { type AnalyticsDay, DIMENSIONS, type Dimension, type UsageItem } from '@livekit-dashboard/contracts';
import { minutesView } from '@livekit-dashboard/domain';
import type { CountedDay } from './counted-days';
import type { CountedPart } from './counted-parts';
import type { Counted } from './measures';

export const secondsOf = (
  counted: Counted,
  of: 'seconds' | 'estimated' = 'seconds',
): Readonly<Record<Dimension, number>> =>
  Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, counted[`${of}_${dimension}`]])) as Record<
    Dimension,
    number
  >;

const shown = (counted: Counted) => {
  const { sessions, joins, aborted, personMs, agentMs, sipMs, estimatedMs } = counted;
  const seconds = secondsOf(counted);
  const times = { sessions, joins, aborted, personMs, agentMs, sipMs, estimatedMs };
  return { ...times, minutes: minutesView(seconds), unitSeconds: seconds };
};

export const partItem = (part: CountedPart): UsageItem => ({
  key: part.key === '' ? null : part.key,
  ...shown(part),
  identities: part.identities,
  peakPeople: null,
});

export const dayItem = (day: string, counted: CountedDay, identities: number | null): UsageItem => ({
  key: day,
  ...shown(counted),
  identities,
  peakPeople: counted.peakPeople,
});

export function analyticsDay(day: string, counted: CountedDay): AnalyticsDay {
  const { unitSeconds: _, ...rest } = shown(counted);
  const { peakPeople, peakAgents, peakSessions } = counted;
  return { day, ...rest, peakPeople, peakAgents, peakSessions };
}
