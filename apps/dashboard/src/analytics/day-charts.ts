/** The charts of what happened, a value a day. Pure. */
import type { Analytics, AnalyticsDay } from '@livekit-dashboard/contracts';
import { formatCount } from '@livekit-dashboard/ui';
import type { DayChart, DaySeries } from './day-chart.model';
import { FAILED_JOINS, STARTED } from './links';
import { formatMinutes, formatShare, minutesOf, sum } from './numbers';

type Look = Pick<DaySeries, 'label' | 'tone' | 'shape' | 'query'>;
type Value = (day: AnalyticsDay) => number;

const series = (
  days: readonly AnalyticsDay[],
  look: Look,
  value: Value,
  text: (value: number) => string,
): DaySeries => ({
  ...look,
  values: days.map(value),
  texts: days.map((day) => text(value(day))),
});

export function dayCharts({ days }: Analytics): readonly DayChart[] {
  return [sessions(days), minutes(days), peaks(days), failedJoins(days)];
}

const frame = (id: string, heading: string, days: readonly AnalyticsDay[]) => ({
  id,
  heading,
  days: days.map(({ day }) => day),
});

const sessions = (days: readonly AnalyticsDay[]): DayChart => ({
  ...frame('sessions', 'Sessions started', days),
  summary: formatCount(sum(days.map((day) => day.sessions))),
  series: [
    series(days, { label: 'Sessions', tone: 'act', shape: 'bar', query: STARTED }, (day) => day.sessions, formatCount),
  ],
  stacked: false,
});

/** `personMs` has SIP in it; the stack has it apart. */
const MINUTES: readonly (readonly [Look, Value])[] = [
  [{ label: 'People', tone: 'act', shape: 'bar' }, ({ personMs, sipMs }) => minutesOf(personMs - sipMs)],
  [{ label: 'Phone (SIP)', tone: 'ended', shape: 'dotted-bar' }, ({ sipMs }) => minutesOf(sipMs)],
  [{ label: 'Agents', tone: 'agent', shape: 'striped' }, ({ agentMs }) => minutesOf(agentMs)],
];

const minutes = (days: readonly AnalyticsDay[]): DayChart => ({
  ...frame('minutes', 'Minutes', days),
  summary: formatMinutes(minutesOf(sum(days.map(({ personMs, agentMs }) => personMs + agentMs)))),
  series: MINUTES.map(([look, value]) => series(days, look, value, formatMinutes)),
  stacked: true,
});

const PEAKS: readonly (readonly [Look, Value])[] = [
  [{ label: 'People', tone: 'act', shape: 'solid' }, (day) => day.peakPeople],
  [{ label: 'Sessions', tone: 'ended', shape: 'dotted' }, (day) => day.peakSessions],
  [{ label: 'Agents', tone: 'agent', shape: 'dashed' }, (day) => day.peakAgents],
];

const peaks = (days: readonly AnalyticsDay[]): DayChart => ({
  ...frame('peaks', 'Most at one time', days),
  summary: formatCount(Math.max(0, ...days.map((day) => day.peakPeople))),
  series: PEAKS.map(([look, value]) => series(days, look, value, formatCount)),
  stacked: false,
});

const failedJoins = (days: readonly AnalyticsDay[]): DayChart => ({
  ...frame('failed', 'Failed joins', days),
  summary: failed(days),
  series: [
    series(
      days,
      { label: 'Failed joins', tone: 'bad', shape: 'bar', query: FAILED_JOINS },
      (day) => day.aborted,
      formatCount,
    ),
    shares(days),
  ],
  stacked: false,
});

function failed(days: readonly AnalyticsDay[]): string {
  const [aborted, joins] = [sum(days.map((day) => day.aborted)), sum(days.map((day) => day.joins))];
  return aborted ? `${formatCount(aborted)} · ${formatShare(aborted, aborted + joins)}` : '0';
}

/** Of a day without a join there is no share. */
const shares = (days: readonly AnalyticsDay[]): DaySeries => ({
  label: 'Share of all joins',
  tone: 'ended',
  shape: 'dashed',
  percent: true,
  query: FAILED_JOINS,
  values: days.map(({ aborted, joins }) => (aborted + joins ? (aborted / (aborted + joins)) * 100 : null)),
  texts: days.map(({ aborted, joins }) => formatShare(aborted, aborted + joins)),
});
