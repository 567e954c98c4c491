/** Days as the URL has them (`2026-11-23`), and the ranges that one asks for by name. Pure: the zone and "now" are arguments. */
import type { Zone } from '@livekit-dashboard/ui';

/** Both included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

const DAY_MS = 86_400_000;

export const isDay = (text: string | undefined): text is string =>
  /^\d{4}-\d\d-\d\d$/.test(text ?? '') && dayAt(text ?? '') === text;

/** Nonsense (`2026-02-31`) comes back as another day, or none. */
function dayAt(day: string): string | null {
  const at = Date.parse(`${day}T00:00:00.000Z`);
  return Number.isNaN(at) ? null : new Date(at).toISOString().slice(0, 10);
}

/** The day of an instant in a zone. */
export function dayOf(at: number, zone: Zone): string {
  if (zone === 'utc') return new Date(at).toISOString().slice(0, 10);
  const date = new Date(at);
  return utc(date.getFullYear(), date.getMonth(), date.getDate());
}

/** What comes `plus` days after; before, if negative. */
export const addDays = (day: string, plus: number): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + plus * DAY_MS).toISOString().slice(0, 10);

const utc = (year: number, month: number, date: number): string =>
  new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);

/** The first day of the month that comes `plus` months after that of `day`. */
const firstOfMonth = (day: string, plus = 0): string =>
  utc(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + plus, 1);

export interface Preset {
  readonly id: string;
  readonly label: string;
  readonly days: (today: string) => Days;
}

export const PRESETS: readonly Preset[] = [
  { id: 'today', label: 'Today', days: (today) => ({ from: today, to: today }) },
  { id: '7d', label: 'Last 7 days', days: (today) => ({ from: addDays(today, -6), to: today }) },
  { id: '30d', label: 'Last 30 days', days: (today) => ({ from: addDays(today, -29), to: today }) },
  { id: 'month', label: 'This month', days: (today) => ({ from: firstOfMonth(today), to: today }) },
  {
    id: 'last-month',
    label: 'Last month',
    days: (today) => ({ from: firstOfMonth(today, -1), to: addDays(firstOfMonth(today), -1) }),
  },
  { id: '12m', label: 'Last 12 months', days: (today) => ({ from: firstOfMonth(today, -11), to: today }) },
];

/** The preset that these days are; null: others, or open ones. */
export function presetOf({ from, to }: Partial<Days>, today: string): Preset | null {
  const same = ({ days }: Preset): boolean => days(today).from === from && days(today).to === to;
  return PRESETS.find(same) ?? null;
}

/** What the URL says, made whole: nonsense is left out, an open side is filled in, and none at all are the last 30 days. */
export function wholeDays(from: string | undefined, to: string | undefined, today: string): Days {
  const last = isDay(to) ? to : today;
  const first = isDay(from) ? from : addDays(last, -29);
  return first <= last ? { from: first, to: last } : { from: last, to: first };
}
