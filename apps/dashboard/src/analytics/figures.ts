/** A range in six figures, each with its change since the previous period. Pure. */
import type { Params } from '@angular/router';
import type { Analytics, AnalyticsDay } from '@livekit-dashboard/contracts';
import { formatCount, UNKNOWN } from '@livekit-dashboard/ui';
import { FAILED_JOINS, historyOf, periodOfHistory, type Scope, STARTED } from './links';
import { formatChange, formatMinutes, formatShare, minutesOf, sum } from './numbers';

export interface FigureView {
  readonly label: string;
  readonly value: string;
  readonly note: string;
  /** The change since the previous period: `+12 %`. Empty: there is nothing to compare with. */
  readonly change: string;
  /** The value of the previous period. */
  readonly before: string;
  readonly tone: 'doubt' | 'bad' | 'agent' | '';
  readonly query: Params;
}

export const FIGURE_LABELS = [
  'Sessions',
  'Participant minutes',
  'Agent minutes',
  'Peak participants',
  'Failed joins',
  'Estimated',
];

/** The compared numbers, summed over some days. */
interface Totals {
  readonly sessions: number;
  readonly personMs: number;
  readonly agentMs: number;
  readonly peakPeople: number;
  readonly aborted: number;
}

const totalsOf = (days: readonly AnalyticsDay[]): Totals => ({
  sessions: sum(days.map((day) => day.sessions)),
  personMs: sum(days.map((day) => day.personMs)),
  agentMs: sum(days.map((day) => day.agentMs)),
  peakPeople: Math.max(0, ...days.map((day) => day.peakPeople)),
  aborted: sum(days.map((day) => day.aborted)),
});

export function figures(
  { days, previous }: Analytics,
  scope: Scope,
  dayLabel: (day: string) => string,
): readonly FigureView[] {
  const [now, before] = [totalsOf(days), previous && totalsOf(previous.days)];
  const changeOf = (of: keyof Totals, shown: (value: number) => string): Pick<FigureView, 'change' | 'before'> =>
    before ? { change: formatChange(now[of], before[of]), before: shown(before[of]) } : { change: '', before: '' };
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
      ...changeOf('sessions', formatCount),
      value: formatCount(all((day) => day.sessions)),
      note: `${formatCount(joins)} joins`,
      tone: '',
      query: historyOf(scope, STARTED),
    },
    {
      ...changeOf('personMs', minutes),
      value: minutes(personMs),
      note: sipMs ? `${minutes(sipMs)} by phone` : '',
      tone: '',
      query: historyOf(scope),
    },
    {
      ...changeOf('agentMs', minutes),
      value: minutes(agentMs),
      note: '',
      tone: agentMs ? 'agent' : '',
      query: historyOf(scope),
    },
    {
      ...changeOf('peakPeople', formatCount),
      value: formatCount(peak?.peakPeople ?? 0),
      note: peak ? `on ${dayLabel(peak.day)}` : '',
      tone: '',
      query: peak ? periodOfHistory(scope, peak.day) : historyOf(scope),
    },
    {
      ...changeOf('aborted', formatCount),
      value: formatCount(aborted),
      note: aborted ? `${formatShare(aborted, joins + aborted)} of joins` : '',
      tone: aborted ? 'bad' : '',
      query: historyOf(scope, FAILED_JOINS),
    },
    {
      change: '',
      before: '',
      value: formatShare(estimatedMs, personMs + agentMs),
      note: estimatedMs ? `${minutes(estimatedMs)} min` : personMs + agentMs ? 'all ends observed' : '',
      tone: estimatedMs ? 'doubt' : '',
      query: historyOf(scope, { flags: 'estimated' }),
    },
  ];
  return views.map((view, index) => ({ label: FIGURE_LABELS[index] ?? UNKNOWN, ...view }));
}
