/** Counts by kind as rows with a bar. Pure. */
import type { Params } from '@angular/router';
import { type Analytics, NO_LEAVE_REASON, SESSION_LENGTHS } from '@livekit-dashboard/contracts';
import { ENDED, historyOf, type Scope } from './links';
import { formatShare, sum } from './numbers';
import { endLabel, isEstimatedEnd, leaveLabel, lengthLabel } from '../shared/labels';

export interface TallyRow {
  readonly label: string;
  /** LiveKit's name, for the tip. */
  readonly word: string;
  readonly count: number;
  readonly share: string;
  /** Of the longest bar: 0 to 1. */
  readonly size: number;
  readonly doubtful: boolean;
  readonly query: Params;
}

type Tally = Analytics['leaves'];
type Describe = (key: string) => Pick<TallyRow, 'label' | 'query'> & { readonly doubtful?: boolean };

function rows(tally: Tally, describe: Describe): readonly TallyRow[] {
  const counts = tally.map(({ count }) => count);
  const [all, most] = [sum(counts), Math.max(1, ...counts)];
  return tally.map(({ key, count }) => ({
    doubtful: false,
    ...describe(key),
    word: key,
    count,
    share: formatShare(count, all),
    size: count / most,
  }));
}

export const leaveRows = ({ leaves }: Analytics, scope: Scope): readonly TallyRow[] =>
  rows(leaves, (key) => ({ label: leaveLabel(key), query: historyOf(scope, { leave: key || NO_LEAVE_REASON }) }));

export const endRows = ({ ends }: Analytics, scope: Scope): readonly TallyRow[] =>
  rows(ends, (key) => ({
    label: endLabel(key),
    doubtful: isEstimatedEnd(key),
    query: historyOf(scope, { ...ENDED, reason: key || null }),
  }));

/** All classes in order, including empty ones, since the shape of the distribution matters. */
export function lengthRows({ lengths }: Analytics, scope: Scope): readonly TallyRow[] {
  if (lengths.length === 0) return [];
  const counts = new Map(lengths.map(({ key, count }) => [key, count]));
  const every = SESSION_LENGTHS.map((key) => ({ key, count: counts.get(key) ?? 0 }));
  return rows(every, (key) => ({
    label: lengthLabel(key),
    query: historyOf(scope, { ...ENDED, length: key, sort: '-duration' }),
  }));
}
