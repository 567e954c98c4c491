/** Usage as the contract shows it. */
import {
  type AnalyticsDay,
  type AnalyticsHour,
  DIMENSIONS,
  type Dimension,
  type UsageItem,
} from '@livekit-dashboard/contracts';
import { minutesView } from '@livekit-dashboard/domain';
import type { CountedBucket } from './buckets';
import type { Counted } from '../entities/measures';
import { type CountedPart, type PartKind, partOf } from './part';

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

export const partItem =
  (kind: PartKind) =>
  (part: CountedPart): UsageItem => ({
    ...partOf(kind, part.key),
    ...shown(part),
    identities: part.identities,
    peakPeople: null,
  });

export const dayItem = (day: string, counted: CountedBucket, identities: number | null): UsageItem => ({
  key: day,
  source: null,
  ...shown(counted),
  identities,
  peakPeople: counted.peakPeople,
});

const analyticsMeasures = (counted: CountedBucket) => {
  const { unitSeconds: _, ...rest } = shown(counted);
  const { peakPeople, peakAgents, peakSessions } = counted;
  return { ...rest, peakPeople, peakAgents, peakSessions };
};

export const analyticsDay = (day: string, counted: CountedBucket): AnalyticsDay => ({
  day,
  ...analyticsMeasures(counted),
});

export const analyticsHour = (fromMs: number, counted: CountedBucket): AnalyticsHour => ({
  hour: new Date(fromMs).toISOString(),
  ...analyticsMeasures(counted),
});
