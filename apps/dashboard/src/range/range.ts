/**
 * The model of a time range: its form in the URL, and its instants and days. A range is relative (`range=last7d`), and
 * moves with the time at which it is shown, or has ends of its own (`from`, `to`: instants or days). Days are of the
 * zone in the URL (`tz=Europe/Berlin`), so that a link shows the same numbers to everyone. Pure: "now" is an argument.
 */
import {
  dayStart,
  rangeDays,
  RANGES,
  type RangeName,
  rangeSpan,
  shiftDay,
  zoneDay,
} from '@livekit-dashboard/contracts';

export type { RangeName } from '@livekit-dashboard/contracts';

export const RANGE_LABELS: Readonly<Record<RangeName, string>> = {
  last15m: 'Last 15 minutes',
  last1h: 'Last hour',
  last6h: 'Last 6 hours',
  last24h: 'Last 24 hours',
  today: 'Today',
  yesterday: 'Yesterday',
  last7d: 'Last 7 days',
  last30d: 'Last 30 days',
  last90d: 'Last 90 days',
  thisMonth: 'This month',
  lastMonth: 'Last month',
  last12m: 'Last 12 months',
};

/** Names in links of earlier releases. */
const FORMER: Readonly<Record<string, RangeName>> = {
  last7: 'last7d',
  last30: 'last30d',
  month: 'thisMonth',
  'last-month': 'lastMonth',
};

/** As the URL has it. All absent: the default of the page. */
export interface RangeAddress {
  readonly range?: string | null | undefined;
  /** An instant, or a day, which is included. */
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
  /** IANA zone of days. */
  readonly tz?: string | null | undefined;
}

/** ISO instants `[from, to)`; null: open. */
export interface Instants {
  readonly from: string | null;
  readonly to: string | null;
}

/** The texts of a date field and a time field. Both empty: open. */
export interface Fields {
  readonly date: string;
  readonly time: string;
}

const MINUTE_MS = 60_000;

/** The canonical name of an IANA zone; null: there is no such zone. */
export function knownZone(tz: string | null | undefined): string | null {
  if (!tz || !/^[A-Za-z]/.test(tz)) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: tz }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** The relative range; null: own ends, or none. */
const rangeNameOf = (range: string | null | undefined): RangeName | null =>
  RANGES.find((name) => name === range) ?? FORMER[range ?? ''] ?? null;

const isOwn = ({ from, to }: RangeAddress): boolean => !!from || !!to;

/** The relative range of the address; `fallback` if it has none. */
export const relativeOf = (address: RangeAddress, fallback: RangeName | null = null): RangeName | null =>
  rangeNameOf(address.range) ?? (isOwn(address) ? null : fallback);

/** The instants of an address. An invalid time counts as absent, and ends in the wrong order are swapped. */
export function instantsOf(
  address: RangeAddress,
  nowMs: number,
  tz: string,
  fallback: RangeName | null = null,
): Instants {
  const relative = relativeOf(address, fallback);
  if (relative) {
    const { fromMs, toMs } = rangeSpan(relative, nowMs, tz);
    return { from: iso(fromMs), to: iso(toMs) };
  }
  const { from, to } = address;
  const isSwapped = !!from && !!to && (startOf(from, 0, tz) ?? '') > (startOf(to, 1, tz) ?? '9');
  const [first, last] = isSwapped ? [to, from] : [from, to];
  return { from: startOf(first, 0, tz), to: startOf(last, 1, tz) };
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** An instant, or the start of the day that is `plus` days later. */
function startOf(text: string | null | undefined, plus: number, tz: string): string | null {
  if (!text) return null;
  if (isDay(text)) return iso(dayStart(shiftDay(text, plus), tz));
  const ms = INSTANT.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(ms) ? null : iso(ms);
}

/** A day from 1970 to 9998: nothing is stored outside. */
export const isDay = (text: string | null | undefined): text is string => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text ?? '') || !text || text < '1970' || text >= '9999') return false;
  const ms = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(ms) && iso(ms).slice(0, 10) === text;
};

/** First and last day of an address in its zone; null: it has an open end. */
export function daysOf(
  address: RangeAddress,
  nowMs: number,
  tz: string,
  fallback: RangeName | null = null,
): readonly [first: string, last: string] | null {
  const relative = relativeOf(address, fallback);
  if (relative) return rangeDays(relative, nowMs, tz);
  const { from, to } = instantsOf(address, nowMs, tz);
  if (from === null || to === null) return null;
  return [zoneDay(Date.parse(from), tz), zoneDay(Math.max(Date.parse(to) - 1, Date.parse(from)), tz)];
}

/** The value of the two fields for the URL. `end`: a day without a time is included. Null: they are empty. */
export function spell({ date, time }: Fields, end: boolean, tz: string): string | null {
  if (!isDay(date)) return null;
  const clock = /^(\d{2}):(\d{2})/.exec(time);
  if (!clock) return iso(dayStart(shiftDay(date, end ? 1 : 0), tz)).replace(/:00\.000Z$/, 'Z');
  const startMs = dayStart(date, tz);
  const ms = startMs + (Number(clock[1]) * 60 + Number(clock[2])) * MINUTE_MS;
  // If the clocks changed since the start of the day, the difference is corrected.
  const moved = minutesOf(timeOf(ms, tz)) - minutesOf(time);
  return iso(ms - moved * MINUTE_MS).replace(/:00\.000Z$/, 'Z');
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The texts of the two fields for an instant. */
export function fieldsOf(instant: string | null, end: boolean, tz: string): Fields {
  if (instant === null) return { date: '', time: '' };
  const ms = Date.parse(instant);
  const day = zoneDay(ms, tz);
  if (dayStart(day, tz) !== ms) return { date: day, time: timeOf(ms, tz) };
  return { date: end ? shiftDay(day, -1) : day, time: '' };
}

/**
 * `Last 7 days`, `1 – 30 Nov 2026`, `28 Nov 14:30 – 15:00`, `30 Nov 2026, until 22:10`, `Since 1 Nov 2026`, `All time`.
 */
export function rangeLabel(
  address: RangeAddress,
  nowMs: number,
  tz: string,
  fallback: RangeName | null = null,
): string {
  const relative = relativeOf(address, fallback);
  return relative ? RANGE_LABELS[relative] : instantsLabel(instantsOf(address, nowMs, tz), tz);
}

/** The same of instants. */
export function instantsLabel({ from, to }: Instants, tz: string): string {
  if (from === null && to === null) return 'All time';
  if (from === null) return `Until ${pointOf(to ?? '', true, tz)}`;
  if (to === null) return `Since ${pointOf(from, false, tz)}`;
  const [first, last] = [fieldsOf(from, false, tz), fieldsOf(to, true, tz)];
  if (!first.time && !last.time) return dateFormat.formatRange(noon(first.date), noon(last.date));
  if (!first.time) return `${dateFormat.formatRange(noon(first.date), noon(last.date))}, until ${last.time}`;
  const [start, end] = [pointOf(from, false, tz), pointOf(to, true, tz)];
  return first.date === last.date && last.time ? `${start} – ${last.time}` : `${start} – ${end}`;
}

const DATE = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
const dateFormat = new Intl.DateTimeFormat('en-GB', { ...DATE, year: 'numeric' });
const shortFormat = new Intl.DateTimeFormat('en-GB', DATE);
const noon = (day: string): number => Date.parse(`${day}T12:00:00.000Z`);

function pointOf(instant: string, end: boolean, tz: string): string {
  const { date, time } = fieldsOf(instant, end, tz);
  return time ? `${shortFormat.format(noon(date))} ${time}` : dateFormat.format(noon(date));
}

/** `14:30` in a zone. */
export const timeOf = (ms: number, tz: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: tz, hour: '2-digit', minute: '2-digit' }).format(ms);

const iso = (ms: number): string => new Date(ms).toISOString();

/** The URL of all time, or of the default of a page. */
export const NO_RANGE = { range: null, from: null, to: null } as const satisfies RangeAddress;
