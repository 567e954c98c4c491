/** What costs say, as rows and as a chart. Amounts stay texts; only the height of a bar is a number. Pure. */
import type { Params } from '@angular/router';
import type { CostLine, CostParts, Costs, UsageGroup } from '@livekit-dashboard/contracts';
import { formatMoney, formatPrice } from '@livekit-dashboard/ui';
import type { DayChart } from './day-chart.model';
import { dayOfHistory, FILTERS, type FilterName, historyOf, type Scope } from './links';
import { formatMinutes, sum } from './numbers';
import { DIMENSION_WORDS } from './words';

export interface LineRow {
  readonly label: string;
  /** Minutes, included, billable. */
  readonly minutes: readonly string[];
  readonly estimated: string;
  readonly price: string;
  readonly amount: string;
  /** As it was told, for the tip. */
  readonly exact: string;
}

/** Dimensions that were used, or cost something; the others would be rows of zeros. */
export const lineRows = ({ lines, currency }: Costs): readonly LineRow[] =>
  lines.filter(wasUsed).map((line) => ({
    label: DIMENSION_WORDS[line.dimension],
    minutes: [line.minutes, line.included, line.billable].map(formatMinutes),
    estimated: line.estimated > 0 ? `${formatMinutes(line.estimated)} of them estimated` : '',
    price: formatPrice(line.price, currency),
    amount: formatMoney(line.amount, currency),
    exact: line.amount ?? 'no price was in force',
  }));

const wasUsed = ({ minutes, amount }: CostLine): boolean => minutes > 0 || /[1-9]/.test(amount ?? '');

/** By UTC day, with the fee on the first of a month. Null where there are no rates. */
export function costChart({ days, currency, total }: Costs): DayChart | null {
  if (currency === null) return null;
  return {
    id: 'cost',
    heading: 'Cost a day',
    summary: formatMoney(total, currency),
    days: days.map(({ day }) => day),
    series: [
      {
        label: 'Cost',
        tone: 'act',
        shape: 'bar',
        values: days.map(({ amount }) => (amount === null ? null : Number(amount))),
        texts: days.map(({ amount }) => formatMoney(amount, currency)),
      },
    ],
    stacked: false,
  };
}

export interface PartRow {
  readonly key: string | null;
  readonly minutes: readonly string[];
  readonly amount: string;
  readonly exact: string;
  /** Null: nothing lists what has no key. */
  readonly query: Params | null;
  /** Of `/sessions/:sid`, where a part is a session. */
  readonly sid: string | null;
}

export const PART_COLUMNS = ['Participants', 'Agents', 'SIP', 'Transcoding', 'Tracks'];

export function partRows({ items, groupBy }: CostParts, currency: string | null, scope: Scope): readonly PartRow[] {
  return items.map(({ key, minutes, amount }) => ({
    key,
    minutes: [
      minutes.participant,
      minutes.agent,
      minutes.sip,
      sum([minutes.transcode_video, minutes.transcode_audio]),
      minutes.track_egress,
    ].map(formatMinutes),
    amount: formatMoney(amount, currency),
    exact: amount,
    query: partQuery(groupBy, key, scope),
    sid: groupBy === 'session' ? key : null,
  }));
}

function partQuery(groupBy: UsageGroup, key: string | null, scope: Scope): Params | null {
  if (key === null) return null;
  if (groupBy === 'day') return dayOfHistory(scope, key);
  return historyOf(scope, isFilter(groupBy) ? { [groupBy]: key } : {});
}

export const isFilter = (name: string): name is FilterName => FILTERS.some((filter) => filter === name);

/** What parts are told apart by, on the page. */
export const PART_GROUPS = [
  { id: 'room', label: 'Room' },
  { id: 'identity', label: 'Identity' },
  { id: 'tenant', label: 'Tenant' },
  { id: 'session', label: 'Session' },
] as const satisfies readonly { readonly id: UsageGroup; readonly label: string }[];
