/** What a range comes to, in six figures. Pure. */
import type { Params } from '@angular/router';
import type { Analytics, AnalyticsDay } from '@livekit-dashboard/contracts';
import { formatCount, UNKNOWN } from '@livekit-dashboard/ui';
import { dayOfHistory, FAILED_JOINS, historyOf, type Scope, STARTED } from './links';
import { formatMinutes, formatShare, minutesOf, sum } from './numbers';

export interface FigureView {
  readonly label: string;
  readonly value: string;
  readonly note: string;
  readonly tone: 'doubt' | 'bad' | 'agent' | '';
  readonly query: Params;
}

export const FIGURE_LABELS = [
  'Sessions',
  'Minutes of people',
  'Minutes of agents',
  'Most people at once',
  'Failed joins',
  'Estimated',
];

export function figures({ days }: Analytics, scope: Scope, dayWords: (day: string) => string): readonly FigureView[] {
  const all = (value: (day: AnalyticsDay) => number): number => sum(days.map(value));
  const [joins, aborted] = [all((day) => day.joins), all((day) => day.aborted)];
  const [personMs, agentMs, sipMs] = [all((day) => day.personMs), all((day) => day.agentMs), all((day) => day.sipMs)];
  const estimatedMs = all((day) => day.estimatedMs);
  const peak = days.reduce<AnalyticsDay | null>(
    (most, day) => (day.peakPeople > (most?.peakPeople ?? 0) ? day : most),
    null,
  );
  const minutes = (ms: number): string => formatMinutes(minutesOf(ms));
  const views: readonly Omit<FigureView, 'label'>[] = [
    {
      value: formatCount(all((day) => day.sessions)),
      note: `${formatCount(joins)} joins`,
      tone: '',
      query: historyOf(scope, STARTED),
    },
    {
      value: minutes(personMs),
      note: sipMs ? `${minutes(sipMs)} of them by phone` : '',
      tone: '',
      query: historyOf(scope),
    },
    { value: minutes(agentMs), note: '', tone: agentMs ? 'agent' : '', query: historyOf(scope) },
    {
      value: formatCount(peak?.peakPeople ?? 0),
      note: peak ? `on ${dayWords(peak.day)}` : '',
      tone: '',
      query: peak ? dayOfHistory(scope, peak.day) : historyOf(scope),
    },
    {
      value: formatCount(aborted),
      note: aborted ? `${formatShare(aborted, joins + aborted)} of all joins` : '',
      tone: aborted ? 'bad' : '',
      query: historyOf(scope, FAILED_JOINS),
    },
    {
      value: formatShare(estimatedMs, personMs + agentMs),
      note: estimatedMs ? `${minutes(estimatedMs)} min` : personMs + agentMs ? 'every end was seen' : '',
      tone: estimatedMs ? 'doubt' : '',
      query: historyOf(scope, { flags: 'estimated' }),
    },
  ];
  return views.map((view, index) => ({ label: FIGURE_LABELS[index] ?? UNKNOWN, ...view }));
}
