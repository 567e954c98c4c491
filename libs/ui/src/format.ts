/**
 * Times, durations and counts as text. Pure: the zone and "now" are arguments, so that a page can switch to UTC and a
 * test can fix both.
 */
/** An IANA name, in any case: `Europe/Berlin`, `utc`. */
export type Zone = string;

/** Shown instead of an unknown number, which is never 0. */
export const UNKNOWN = '–';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `00:31`, `15:30`, `1:05:26`, `2d 03:04:05`. Never negative: a clock that is a little behind shows 00:00. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND));
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  const clock = `${pad(minutes)}:${pad(seconds % 60)}`;
  if (days > 0) return `${days}d ${pad(hours)}:${clock}`;
  return hours > 0 ? `${hours}:${clock}` : clock;
}

/** `now`, `3 s ago`, `12 min ago`, `5 h ago`, `3 d ago`. */
export function formatAgo(ms: number): string {
  if (ms < SECOND) return 'now';
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s ago`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min ago`;
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} h ago`;
  return `${Math.floor(ms / DAY)} d ago`;
}

/** `40 s`, `12 min`, `3 h 12 min`, `1,214 h`: sums of time, in which seconds do not matter. */
export function formatSpan(ms: number): string {
  if (ms < MINUTE) return `${Math.max(0, Math.floor(ms / SECOND))} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  const hours = Math.floor(ms / HOUR);
  return hours < 100 ? `${hours} h ${Math.floor(ms / MINUTE) % 60} min` : `${formatCount(hours)} h`;
}

const counts = new Intl.NumberFormat('en');

/** `1,204`. */
export const formatCount = (count: number): string => counts.format(count);

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: Zone, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
  formatters.set(key, made);
  return made;
}

const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
const DATE = { day: 'numeric', month: 'short' } as const;

/** `09:54:58` on the day of `now`, otherwise `21 Nov 09:54:58`. */
export function formatTime(at: number, now: number, zone: Zone): string {
  const day = formatter(zone, { ...DATE, year: 'numeric' });
  if (day.format(at) === day.format(now)) return formatter(zone, CLOCK).format(at);
  return formatDated(at, zone);
}

/** `09:54:58.217` on the day of `now`, otherwise `21 Nov 09:54:58`. */
export function formatStamp(at: number, now: number, zone: Zone): string {
  const day = formatter(zone, { ...DATE, year: 'numeric' });
  return day.format(at) === day.format(now) ? formatClock(at, zone, true) : formatDated(at, zone);
}

/** `21 Nov 09:54:58`. */
export const formatDated = (at: number, zone: Zone): string =>
  `${formatter(zone, DATE).format(at)} ${formatter(zone, CLOCK).format(at)}`;

/** `09:54:58`, with milliseconds if asked. */
export function formatClock(at: number, zone: Zone, milliseconds = false): string {
  return formatter(zone, milliseconds ? { ...CLOCK, fractionalSecondDigits: 3 } : CLOCK).format(at);
}

/** `09:54`: a full minute. */
export const formatMinute = (at: number, zone: Zone): string =>
  formatter(zone, { hour: '2-digit', minute: '2-digit' }).format(at);

/** `23 Nov`. */
export function formatDay(at: number, zone: Zone): string {
  return formatter(zone, DATE).format(at);
}

/** `Mon 23 Nov 2026, 09:54:58.217 UTC+1`: complete, for a tooltip. */
export function formatFull(at: number, zone: Zone): string {
  const date = formatter(zone, { weekday: 'short', ...DATE, year: 'numeric' })
    .format(at)
    .replace(',', '');
  return `${date}, ${formatClock(at, zone, true)} ${zoneName(at, zone)}`;
}

/** How far the zone is ahead of UTC at that time, in ms. */
export function zoneOffset(at: number, zone: Zone): number {
  const name = formatter(zone, { timeZoneName: 'longOffset' }).formatToParts(at);
  const offset = /([+-])(\d{2}):(\d{2})/.exec(name.find(({ type }) => type === 'timeZoneName')?.value ?? '');
  if (!offset) return 0; // `GMT`
  const minutes = Number(offset[2]) * 60 + Number(offset[3]);
  return (offset[1] === '-' ? -minutes : minutes) * MINUTE;
}

/** `UTC`, `UTC+1`, `UTC-3:30`. */
export function zoneName(at: number, zone: Zone): string {
  const offset = zoneOffset(at, zone) / MINUTE;
  if (offset === 0) return 'UTC';
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `UTC${offset < 0 ? '-' : '+'}${hours}${minutes ? `:${pad(minutes)}` : ''}`;
}

/** `Europe/Berlin (UTC+1)`. */
export function zoneLabel(at: number, zone: Zone): string {
  const name = zoneName(at, zone);
  return zone === name ? name : `${zone} (${name})`;
}

const pad = (n: number) => String(n).padStart(2, '0');
