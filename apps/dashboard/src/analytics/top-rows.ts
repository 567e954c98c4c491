/** Rooms and identities with the most time, as rows with a bar. Pure. */
import type { Params } from '@angular/router';
import type { UsageItem } from '@livekit-dashboard/contracts';
import { formatCount } from '@livekit-dashboard/ui';
import { type FilterName, FAILED_JOINS, historyOf, type Scope, STARTED } from './links';
import { formatMinutes, minutesOf } from './numbers';

export interface TopRow {
  readonly key: string;
  /** Of the longest bar: 0 to 1. */
  readonly size: number;
  readonly cells: readonly TopCell[];
  readonly query: Params;
  /** Narrows the page to it. */
  readonly only: Params;
}

interface TopCell {
  readonly text: string;
  readonly zero: boolean;
  readonly query: Params;
}

/** How many of them are shown. One more is requested, since the one without a name is left out. */
const TOP = 10;
export const TOP_ASKED = TOP + 1;

export const TOP_COLUMNS = ['Minutes', 'Sessions', 'Joins', 'Failed'];

export function topRows(items: readonly UsageItem[], by: FilterName, scope: Scope): readonly TopRow[] {
  const timeOf = ({ personMs, agentMs }: UsageItem): number => personMs + agentMs;
  const named = items
    .flatMap((item) => (item.key !== null && timeOf(item) > 0 ? [{ ...item, key: item.key }] : []))
    .slice(0, TOP);
  const most = Math.max(1, ...named.map(timeOf));
  return named.map((item) => {
    const only: Params = { [by]: item.key };
    const query = historyOf(scope, only);
    const cell = (value: number, text = formatCount(value), more: Params = {}): TopCell => ({
      text,
      zero: value === 0,
      query: { ...query, ...more },
    });
    const cells = [
      cell(timeOf(item), formatMinutes(minutesOf(timeOf(item)))),
      cell(item.sessions, undefined, STARTED),
      cell(item.joins),
      cell(item.aborted, undefined, FAILED_JOINS),
    ];
    return { key: item.key, size: timeOf(item) / most, cells, query, only };
  });
}
