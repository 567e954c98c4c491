/** Days and hours of a time zone. */
import { firstInstant, zoneDay } from '@livekit-dashboard/contracts';
import { DAY_MS } from '@livekit-dashboard/domain';

export interface LocalDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly fromMs: number;
  /** Excluded. */
  readonly toMs: number;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * The days of `[fromMs, toMs)`, the first and the last truncated to it. A day has 23 to 25 hours where clocks change.
 */
export function localDays(fromMs: number, toMs: number, zone: string): LocalDay[] {
  const days: LocalDay[] = [];
  for (let at = fromMs; at < toMs;) {
    const day = zoneDay(at, zone);
    const next = Math.min(toMs, endOfDay(at, day, zone));
    days.push({ day, fromMs: at, toMs: next });
    at = next;
  }
  return days;
}

/**
 * The first instant after `at` of another day. It is nearly always 24 hours after the start of this one, which takes
 * two formats to check instead of 27.
 */
function endOfDay(at: number, day: string, zone: string): number {
  const isOther = (ms: number): boolean => zoneDay(ms, zone) !== day;
  if (isOther(at + DAY_MS) && !isOther(at + DAY_MS - 1)) return at + DAY_MS;
  return firstInstant(at, at + 26 * HOUR_MS, isOther);
}

export interface LocalHour {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The hours of `[fromMs, toMs)`, which begin when clocks of the zone show a full hour; the first and the last are
 * truncated to the range.
 */
export function localHours(fromMs: number, toMs: number, zone: string): LocalHour[] {
  const clock = new Intl.DateTimeFormat('en', { timeZone: zone, minute: 'numeric', second: 'numeric' });
  const intoHour = (ms: number): number => {
    const parts = clock.formatToParts(ms);
    const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
    return of('minute') * MINUTE_MS + of('second') * 1000 + (ms % 1000);
  };
  const hours: LocalHour[] = [];
  for (let at = fromMs; at < toMs;) {
    const next = Math.min(toMs, at + HOUR_MS - intoHour(at));
    hours.push({ fromMs: at, toMs: next });
    at = next;
  }
  return hours;
}
