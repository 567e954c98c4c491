/** Days (`2026-11-23`) and hours (their first instant) of a zone: their instants and their labels. Pure. */
import { dayStart, shiftDay, zoneDay } from '@livekit-dashboard/contracts';
import { timeOf } from '../range/range';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const DATE: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', timeZone: 'UTC' };
const short = new Intl.DateTimeFormat('en-GB', DATE);
const withYear = new Intl.DateTimeFormat('en-GB', { ...DATE, year: 'numeric' });
const full = new Intl.DateTimeFormat('en-GB', { ...DATE, weekday: 'short', year: 'numeric' });

export const isHour = (key: string): boolean => key.includes('T');

/** The first hour of a range may begin after the full hour; each ends where the next begins. */
export function periodSpan(key: string, tz: string): { readonly fromMs: number; readonly toMs: number } {
  if (!isHour(key)) return { fromMs: dayStart(key, tz), toMs: dayStart(shiftDay(key, 1), tz) };
  const fromMs = Date.parse(key);
  const minutes = Number(timeOf(fromMs, tz).slice(3));
  return { fromMs, toMs: fromMs - (fromMs % MINUTE_MS) + HOUR_MS - minutes * MINUTE_MS };
}

const dayAt = (day: string): number => Date.parse(`${day}T00:00:00.000Z`);
const dayOf = (key: string, tz: string): string => (isHour(key) ? zoneDay(Date.parse(key), tz) : key);

/** `23 Nov`, with the year if the days are of several years; `14:00`, with the day if the hours are of several days. */
export function shortPeriod(key: string, tz: string, among: readonly string[] = [key]): string {
  const [first = key, last = key] = [among[0], among.at(-1)];
  if (!isHour(key)) return (first.slice(0, 4) === last.slice(0, 4) ? short : withYear).format(dayAt(key));
  const time = timeOf(Date.parse(key), tz);
  return dayOf(first, tz) === dayOf(last, tz) ? time : `${short.format(dayAt(dayOf(key, tz)))} ${time}`;
}

/** `Mon 23 Nov 2026`, `Mon 23 Nov 2026, 14:00`. */
export function fullPeriod(key: string, tz: string): string {
  const day = full.format(dayAt(dayOf(key, tz))).replace(',', '');
  return isHour(key) ? `${day}, ${timeOf(Date.parse(key), tz)}` : day;
}
