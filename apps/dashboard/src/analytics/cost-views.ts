/**
 * Costs as rows and as a chart. Amounts stay texts; only the height of a bar and the order of rows are numbers. Pure.
 */
import type { Params } from '@angular/router';
import type { CostGroup, CostLine, CostPart, CostParts, Costs } from '@livekit-dashboard/contracts';
import { formatMoney, formatPrice, fractionDigits, UNKNOWN } from '@livekit-dashboard/ui';
import type { DayChart } from './day-chart.model';
import { FILTERS, type FilterName, historyOf, periodOfHistory, type Scope } from './links';
import { formatMinutes, sum } from './numbers';
import { sourceParam } from '../live/source-param';
import { DIMENSION_LABELS } from '../shared/labels';
import { scaled, shownAmounts } from './shown-amounts';

export interface LineRow {
  readonly label: string;
  /** Minutes, included, billable. */
  readonly minutes: readonly string[];
  readonly estimated: string;
  readonly price: string;
  readonly amount: string;
  /** All digits, for the tip. */
  readonly exact: string;
}

/** Dimensions with usage or costs; the others would be rows of zeros. With the fee they add up to the shown total. */
export function lineRows(costs: Costs): readonly LineRow[] {
  const { currency } = costs;
  const { lines, amounts } = closing(costs);
  return lines.map((line, index) => ({
    label: DIMENSION_LABELS[line.dimension].name,
    minutes: [line.minutes, line.included, line.billable].map((minutes) =>
      minutes === null ? UNKNOWN : formatMinutes(minutes),
    ),
    estimated: line.estimated > 0 ? `${formatMinutes(line.estimated)} of them estimated` : '',
    price: formatPrice(line.price, currency),
    amount: formatMoney(amounts[index] ?? null, currency),
    exact: line.amount ?? 'no price in force',
  }));
}

/** The monthly fee as it is shown above the total. */
export const shownFee = (costs: Costs): string => formatMoney(closing(costs).fee, costs.currency);

/** The sum of the rows above the total. Filtered costs have no fee. */
function closing({ lines, currency, monthlyFee, scope, total }: Costs): {
  readonly lines: readonly CostLine[];
  readonly amounts: readonly (string | null)[];
  readonly fee: string | null;
} {
  const used = lines.filter(wasUsed);
  const fee = scope === 'all' ? monthlyFee : null;
  const amounts = [...used.map(({ amount }) => amount), fee];
  const shown = currency === null ? amounts : shownAmounts(amounts, total, fractionDigits(currency));
  return { lines: used, amounts: shown.slice(0, -1), fee: shown.at(-1) ?? null };
}

const wasUsed = ({ minutes, amount }: CostLine): boolean => minutes > 0 || /[1-9]/.test(amount ?? '');

/** By UTC day, without the monthly fee: on a single day it would dwarf all others. Null: there are no rates. */
export function costChart({ days, currency }: Costs): DayChart | null {
  if (currency === null) return null;
  const amounts = days.map(({ amount, monthlyFee }) => (amount === null ? null : minus(amount, monthlyFee ?? '0')));
  const fees = days.some(({ monthlyFee }) => /[1-9]/.test(monthlyFee ?? ''));
  return {
    id: 'cost',
    heading: 'Cost per day',
    summary: fees ? 'without monthly fee' : '',
    days: days.map(({ day }) => day),
    tz: 'UTC',
    series: [
      {
        label: 'Cost',
        tone: 'act',
        shape: 'bar',
        values: amounts.map((amount) => (amount === null ? null : Number(amount))),
        texts: amounts.map((amount) => formatMoney(amount, currency)),
      },
    ],
    money: true,
    stacked: false,
  };
}

/** `a - b`, exactly, for decimals of at most 12 digits after the point. */
export function minus(a: string, b: string): string {
  const difference = scaled(a) - scaled(b);
  const digits = (difference < 0n ? -difference : difference).toString().padStart(13, '0');
  const text = `${digits.slice(0, -12)}.${digits.slice(-12)}`.replace(/\.?0+$/, '');
  return difference < 0n ? `-${text}` : text;
}

export interface PartRow {
  readonly key: string | null;
  readonly minutes: readonly string[];
  readonly amount: string;
  readonly exact: string;
  /** The link of the row. Null: a part without a key has no list. */
  readonly link: readonly string[] | null;
  readonly query: Params | null;
  /** Where a part is a session. */
  readonly sid: string | null;
}

export const PART_COLUMNS = ['Participants', 'Agents', 'SIP', 'Transcoding', 'Tracks'];

/** The sort key of the row; the highest is first. */
export type PartSort = 'price' | 'minutes';

const MINUTES_OF = ({ minutes }: CostParts['items'][number]): number => sum(Object.values(minutes));

export function partRows(
  { items, groupBy }: CostParts,
  currency: string | null,
  scope: Scope,
  sort: PartSort = 'price',
): readonly PartRow[] {
  const byMinutes = [...items].sort((a, b) => MINUTES_OF(b) - MINUTES_OF(a));
  const sorted = sort === 'minutes' ? byMinutes : byMinutes.sort((a, b) => Number(b.amount) - Number(a.amount));
  return sorted.map(({ key, source, minutes, amount }) => ({
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
    ...linkOf(groupBy, { key, source }, scope),
    sid: groupBy === 'session' ? key : null,
  }));
}

function linkOf(
  groupBy: CostGroup,
  { key, source }: Pick<CostPart, 'key' | 'source'>,
  scope: Scope,
): Pick<PartRow, 'link' | 'query'> {
  if (key === null) return { link: null, query: null };
  if (groupBy === 'session') return { link: ['/sessions', key], query: source === null ? {} : sourceParam(source) };
  if (groupBy === 'day') return { link: ['/sessions'], query: periodOfHistory(scope, key) };
  return { link: ['/sessions'], query: historyOf(scope, isFilter(groupBy) ? { [groupBy]: key } : {}) };
}

const isFilter = (name: string): name is FilterName => FILTERS.some((filter) => filter === name);

/** The groupings of costs on the page. */
export const PART_GROUPS = [
  { id: 'room', label: 'Room' },
  { id: 'identity', label: 'Identity' },
  { id: 'tenant', label: 'Tenant' },
  { id: 'session', label: 'Session' },
  { id: 'day', label: 'Day' },
] as const satisfies readonly { readonly id: CostGroup; readonly label: string }[];
