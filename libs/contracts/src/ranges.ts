/**
 * Ranges of time by name, and the calendar of a time zone that they need. The server and the page use the same code, so a link shows
 * the same instants to everyone. Pure: "now" is an argument.
 */
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Longest range of days that one request may ask for, in days; and of hours (`groupBy=hour`). */
export const RANGE_LIMIT_DAYS = { day: 800, hour: 7 } as const;

/** `last15m` to `last24h` end now. The others are whole days of `tz`; those that include today end with it. */
export const RANGES = [
  'last15m',
  'last1h',
  'last6h',
  'last24h',
  'today',
  'yesterday',
  'last7d',
  'last30d',
  'last90d',
  'thisMonth',
  'lastMonth',
  'last12m',
] as const;
export type RangeName = (typeof RANGES)[number];

/** Instants `[fromMs, toMs)` in ms since 1970. */
export interface RangeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

const ROLLING_MS: Readonly<Partial<Record<RangeName, number>>> = {
  last15m: 15 * MINUTE_MS,
  last1h: HOUR_MS,
  last6h: 6 * HOUR_MS,
  last24h: 24 * HOUR_MS,
};

/** Whether the range is of minutes or hours that end now, not of calendar days. */
export const isRolling = (range: RangeName): boolean => range in ROLLING_MS;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats as `YYYY-MM-DD`. Making one is slow, and there are few zones. Throws a RangeError on an unknown zone. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  if (formats.size < 1000) formats.set(zone, format);
  return format;
}

/** The day (`YYYY-MM-DD`) of an instant in an IANA zone. */
export const zoneDay = (ms: number, zone: string): string => formatOf(zone).format(ms);

/** The day that is `days` after, or before if negative; both `YYYY-MM-DD`. */
export const shiftDay = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The first day of the month that is `months` after that of `day`. */
export const shiftMonth = (day: string, months: number): string =>
  new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + months, 1)).toISOString().slice(0, 10);

/** The first instant of a day in a zone: midnight, or later where clocks skip it. */
export function dayStart(day: string, zone: string): number {
  const utcMs = Date.parse(`${day}T00:00:00.000Z`);
  if (zone === 'UTC') return utcMs;
  // Zones are at most 14 hours ahead of UTC and 12 behind.
  return firstInstant(utcMs - 15 * HOUR_MS, utcMs + 15 * HOUR_MS, (ms) => zoneDay(ms, zone) >= day);
}

/** The first instant of `(beforeMs, atMs]` where `reached` is true; it is true from there on. */
export function firstInstant(beforeMs: number, atMs: number, reached: (ms: number) => boolean): number {
  let [before, at] = [beforeMs, atMs];
  while (at - before > 1) {
    const middle = Math.floor((before + at) / 2);
    if (reached(middle)) at = middle;
    else before = middle;
  }
  return at;
}

/** First and last day of a range of days; both included. */
function daysOf(range: RangeName, today: string): readonly [first: string, last: string] {
  switch (range) {
    case 'yesterday':
      return [shiftDay(today, -1), shiftDay(today, -1)];
    case 'last7d':
      return [shiftDay(today, -6), today];
    case 'last30d':
      return [shiftDay(today, -29), today];
    case 'last90d':
      return [shiftDay(today, -89), today];
    case 'thisMonth':
      return [shiftMonth(today, 0), shiftDay(shiftMonth(today, 1), -1)];
    case 'lastMonth':
      return [shiftMonth(today, -1), shiftDay(shiftMonth(today, 0), -1)];
    case 'last12m':
      return [shiftMonth(today, -11), today];
    default:
      return [today, today];
  }
}

/** The instants of a range. `zone`: an IANA name. */
export function rangeSpan(range: RangeName, nowMs: number, zone: string): RangeSpan {
  const rolling = ROLLING_MS[range];
  if (rolling !== undefined) return { fromMs: nowMs - rolling, toMs: nowMs };
  const [first, last] = daysOf(range, zoneDay(nowMs, zone));
  return { fromMs: dayStart(first, zone), toMs: dayStart(shiftDay(last, 1), zone) };
}

/** The calendar days of a range in its zone, first and last included. */
export function rangeDays(range: RangeName, nowMs: number, zone: string): readonly [first: string, last: string] {
  if (!isRolling(range)) return daysOf(range, zoneDay(nowMs, zone));
  const { fromMs, toMs } = rangeSpan(range, nowMs, zone);
  return [zoneDay(fromMs, zone), zoneDay(toMs - 1, zone)];
}

/**
 * The period that a range is compared with: the month or months before for whole months, else as long a time right before it. Of a
 * range that is still going on (`toMs` after now) only the part up to now is compared.
 */
export function previousSpan({ fromMs, toMs }: RangeSpan, nowMs: number, zone: string): RangeSpan {
  const untilMs = Math.max(fromMs, Math.min(toMs, nowMs));
  const [first, end] = [zoneDay(fromMs, zone), zoneDay(toMs, zone)];
  const wholeDays = dayStart(first, zone) === fromMs && dayStart(end, zone) === toMs;
  if (!wholeDays) return { fromMs: fromMs - (untilMs - fromMs), toMs: fromMs };
  const isMonths = first.endsWith('-01') && end.endsWith('-01');
  const months =
    (Number(end.slice(0, 4)) - Number(first.slice(0, 4))) * 12 + Number(end.slice(5, 7)) - Number(first.slice(5, 7));
  const days = Math.round((Date.parse(end) - Date.parse(first)) / DAY_MS);
  const before = isMonths ? shiftMonth(first, -months) : shiftDay(first, -days);
  const startMs = dayStart(before, zone);
  return { fromMs: startMs, toMs: untilMs === toMs ? fromMs : Math.min(fromMs, startMs + untilMs - fromMs) };
}
