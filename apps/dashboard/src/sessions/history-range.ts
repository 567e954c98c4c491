/**
 * Ranges of the history: presets by name and own ones, as the URL has them, and the instants `[from, to)` that they are in a zone.
 * A preset moves with the day; an own range is kept as instants (`2026-11-22T23:00Z`), so that a link means the same in every zone. Days
 * (`2026-11-23`, both included) are understood too.
 */
import { formatDay, formatMinute, type Zone } from '@livekit-dashboard/ui';

export const PRESETS = [
  { preset: 'today', label: 'Today' },
  { preset: 'yesterday', label: 'Yesterday' },
  { preset: 'last7', label: 'Last 7 days' },
  { preset: 'last30', label: 'Last 30 days' },
  { preset: 'month', label: 'This month' },
  { preset: 'last-month', label: 'Last month' },
] as const;
export type Preset = (typeof PRESETS)[number]['preset'];

/** ISO instants; null: open. */
export interface Span {
  readonly from: string | null;
  readonly to: string | null;
}

/** As the URL has it. */
export interface RangeAddress {
  readonly range?: string | null | undefined;
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
}

/** The URL of all time. */
export const NO_RANGE = { range: null, from: null, to: null } as const satisfies RangeAddress;

/** What a date field and a time field show; both empty: open. */
export interface Fields {
  readonly date: string;
  readonly time: string;
}

export const presetOf = (name: string | null | undefined): Preset | null =>
  PRESETS.find(({ preset }) => preset === name)?.preset ?? null;

export function spanOf({ range, from, to }: RangeAddress, now: number, zone: Zone): Span {
  const preset = presetOf(range);
  return preset ? presetSpan(preset, now, zone) : { from: instantOf(from, 0, zone), to: instantOf(to, 1, zone) };
}

/** In the order of from and to: what comes after `now`'s day, or month, is not in it. */
function presetSpan(preset: Preset, now: number, zone: Zone): Span {
  const [year, month, day] = partsOf(now, zone);
  const days = (first: number, end: number): Span => ({
    from: iso(year, month, day + first, zone),
    to: iso(year, month, day + end, zone),
  });
  switch (preset) {
    case 'today':
      return days(0, 1);
    case 'yesterday':
      return days(-1, 0);
    case 'last7':
      return days(-6, 1);
    case 'last30':
      return days(-29, 1);
    case 'month':
      return { from: iso(year, month, 1, zone), to: iso(year, month + 1, 1, zone) };
    case 'last-month':
      return { from: iso(year, month - 1, 1, zone), to: iso(year, month, 1, zone) };
  }
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** An instant, or the start of the day that comes `plus` days after; null for nonsense. */
function instantOf(text: string | null | undefined, plus: number, zone: Zone): string | null {
  if (!text) return null;
  if (!INSTANT.test(text)) return at({ date: text, time: '' }, plus, zone);
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** What the two fields say, for the URL; `end`: a day without a time is included. */
export function spell(fields: Fields, end: boolean, zone: Zone): string | null {
  return at(fields, end ? 1 : 0, zone)?.replace(/:00\.000Z$/, 'Z') ?? null;
}

/** What the two fields show of an instant. */
export function fieldsOf(instant: string | null, end: boolean, zone: Zone): Fields {
  if (instant === null) return { date: '', time: '' };
  const ms = Date.parse(instant);
  const midnight = isMidnight(ms, zone);
  const [year, month, day] = partsOf(midnight && end ? ms - 1 : ms, zone);
  const date = `${String(year).padStart(4, '0')}-${pad(month + 1)}-${pad(day)}`;
  return { date, time: midnight ? '' : formatMinute(ms, zone) };
}

/** `Last 7 days`, `1 Nov – 3 Nov 14:30`, `since 1 Nov`, `All time`. */
export function rangeLabel(address: RangeAddress, { from, to }: Span, zone: Zone): string {
  const preset = presetOf(address.range);
  if (preset) return PRESETS.find((known) => known.preset === preset)?.label ?? '';
  const [first, last] = [from && pointOf(from, false, zone), to && pointOf(to, true, zone)];
  if (first && last) return first === last ? first : `${first} – ${last}`;
  if (first) return `Since ${first}`;
  return last ? `Until ${last}` : 'All time';
}

function pointOf(instant: string, end: boolean, zone: Zone): string {
  const ms = Date.parse(instant);
  if (isMidnight(ms, zone)) return formatDay(end ? ms - 1 : ms, zone);
  return `${formatDay(ms, zone)} ${formatMinute(ms, zone)}`;
}

function at({ date, time }: Fields, plus: number, zone: Zone): string | null {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!day) return null;
  const [year = 0, month = 1, date_ = 1] = day.slice(1).map(Number);
  const clock = /^(\d{2}):(\d{2})/.exec(time);
  if (!clock) return iso(year, month - 1, date_ + plus, zone);
  const [hours = 0, minutes = 0] = clock.slice(1).map(Number);
  return iso(year, month - 1, date_, zone, hours, minutes);
}

function iso(year: number, month: number, day: number, zone: Zone, hours = 0, minutes = 0): string | null {
  const parts = [year, month, day, hours, minutes] as const;
  const ms = zone === 'utc' ? Date.UTC(...parts) : new Date(...parts).getTime();
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

function partsOf(ms: number, zone: Zone): readonly [number, number, number] {
  const at = new Date(ms);
  return zone === 'utc'
    ? [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()]
    : [at.getFullYear(), at.getMonth(), at.getDate()];
}

function isMidnight(ms: number, zone: Zone): boolean {
  const [year, month, day] = partsOf(ms, zone);
  return iso(year, month, day, zone) === new Date(ms).toISOString();
}

const pad = (n: number): string => String(n).padStart(2, '0');
