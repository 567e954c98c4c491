/** The charts of activity, with a value for each day or hour. Pure. */
import type { Analytics, AnalyticsDay, AnalyticsHour } from '@livekit-dashboard/contracts';
import { formatCount, UNKNOWN } from '@livekit-dashboard/ui';
import type { DayChart, DaySeries } from './day-chart.model';
import { FAILED_JOINS, STARTED } from './links';
import { formatMinutes, formatShare, minutesOf, sum } from './numbers';

type Look = Pick<DaySeries, 'label' | 'tone' | 'shape' | 'query'>;
type Period = Omit<AnalyticsDay, 'day'> & { readonly key: string };
type Value = (period: Period) => number;

/** Hours if the answer has them, otherwise days. */
interface Periods {
  readonly all: readonly Period[];
  /** The values of the compared period. Only days are compared, since the answer has no hours of that period. */
  readonly previous: readonly Period[] | null;
  readonly tz: string;
}

const periodsOf = ({ days, hours, previous, tz }: Analytics): Periods => ({
  all: hours ? hours.map(byHour) : days.map(byDay),
  previous: hours ? null : (previous?.days.map(byDay) ?? null),
  tz,
});
const byDay = ({ day, ...rest }: AnalyticsDay): Period => ({ key: day, ...rest });
const byHour = ({ hour, ...rest }: AnalyticsHour): Period => ({ key: hour, ...rest });

const series = (days: readonly Period[], look: Look, value: Value, text: (value: number) => string): DaySeries => ({
  ...look,
  values: days.map(value),
  texts: days.map((day) => text(value(day))),
});

/** Days are compared in order: the first with the first. */
function previously({ all, previous }: Periods, value: Value, text: (value: number) => string): readonly DaySeries[] {
  if (!previous) return [];
  const days = all.map((_, index) => previous[index] ?? null);
  return [
    {
      label: 'Previous period',
      tone: 'ended',
      shape: 'faint',
      keys: days.map((day) => day?.key ?? null),
      values: days.map((day) => (day ? value(day) : null)),
      texts: days.map((day) => (day ? text(value(day)) : UNKNOWN)),
    },
  ];
}

export function dayCharts(analytics: Analytics): readonly DayChart[] {
  const periods = periodsOf(analytics);
  return [sessions(periods), minutes(periods), peaks(periods), failedJoins(periods)];
}

const frame = (id: string, heading: string, { all, tz }: Periods) => ({
  id,
  heading,
  days: all.map(({ key }) => key),
  tz,
});

const sessions = (periods: Periods, days = periods.all): DayChart => ({
  ...frame('sessions', 'Sessions started', periods),
  summary: formatCount(sum(days.map((day) => day.sessions))),
  series: [
    series(days, { label: 'Sessions', tone: 'act', shape: 'bar', query: STARTED }, (day) => day.sessions, formatCount),
    ...previously(periods, (day) => day.sessions, formatCount),
  ],
  stacked: false,
});

/** `personMs` includes SIP; the stack shows it separately. */
const MINUTES: readonly (readonly [Look, Value])[] = [
  [{ label: 'People', tone: 'act', shape: 'bar' }, ({ personMs, sipMs }) => minutesOf(personMs - sipMs)],
  [{ label: 'Phone (SIP)', tone: 'ended', shape: 'dotted-bar' }, ({ sipMs }) => minutesOf(sipMs)],
  [{ label: 'Agents', tone: 'agent', shape: 'striped' }, ({ agentMs }) => minutesOf(agentMs)],
];

const minutes = (periods: Periods, days = periods.all): DayChart => ({
  ...frame('minutes', 'Minutes', periods),
  summary: formatMinutes(minutesOf(sum(days.map(({ personMs, agentMs }) => personMs + agentMs)))),
  series: [
    ...MINUTES.map(([look, value]) => series(days, look, value, formatMinutes)),
    ...previously(periods, ({ personMs, agentMs }) => minutesOf(personMs + agentMs), formatMinutes),
  ],
  stacked: true,
});

const PEAKS: readonly (readonly [Look, Value])[] = [
  [{ label: 'People', tone: 'act', shape: 'solid' }, (day) => day.peakPeople],
  [{ label: 'Sessions', tone: 'ended', shape: 'dotted' }, (day) => day.peakSessions],
  [{ label: 'Agents', tone: 'agent', shape: 'dashed' }, (day) => day.peakAgents],
];

const peaks = (periods: Periods, days = periods.all): DayChart => ({
  ...frame('peaks', 'Peak concurrency', periods),
  summary: formatCount(Math.max(0, ...days.map((day) => day.peakPeople))),
  series: [
    ...PEAKS.map(([look, value]) => series(days, look, value, formatCount)),
    ...previously(periods, (day) => day.peakPeople, formatCount),
  ],
  stacked: false,
});

const failedJoins = (periods: Periods, days = periods.all): DayChart => ({
  ...frame('failed', 'Failed joins', periods),
  summary: failed(days),
  series: [
    series(
      days,
      { label: 'Failed joins', tone: 'bad', shape: 'bar', query: FAILED_JOINS },
      (day) => day.aborted,
      formatCount,
    ),
    shares(days),
    ...previously(periods, (day) => day.aborted, formatCount),
  ],
  stacked: false,
});

function failed(days: readonly Period[]): string {
  const [aborted, joins] = [sum(days.map((day) => day.aborted)), sum(days.map((day) => day.joins))];
  return aborted ? `${formatCount(aborted)} · ${formatShare(aborted, aborted + joins)}` : '0';
}

/** A day without joins has no share. */
const shares = (days: readonly Period[]): DaySeries => ({
  label: 'Share of joins',
  tone: 'ended',
  shape: 'dashed',
  percent: true,
  query: FAILED_JOINS,
  values: days.map(({ aborted, joins }) => (aborted + joins ? (aborted / (aborted + joins)) * 100 : null)),
  texts: days.map(({ aborted, joins }) => formatShare(aborted, aborted + joins)),
});
