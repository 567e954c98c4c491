/** UTC days and months as text (`YYYY-MM-DD`, `YYYY-MM`), which sorts in time order. */
export const DAY_MS = 24 * 60 * 60 * 1000;

/** Start of the UTC day of an instant, in ms. */
export const startOfDay = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;
/** The UTC day of an instant. */
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
export const dayStartMs = (day: string): number => Date.parse(`${day}T00:00:00.000Z`);
export const dayAfter = (day: string): string => dayOf(dayStartMs(day) + DAY_MS);
export const monthStart = (day: string): string => `${day.slice(0, 7)}-01`;
export const isMonthStart = (day: string): boolean => day.endsWith('-01');

/** The first day of the month after that of `day`. */
export function nextMonthStart(day: string): string {
  const date = new Date(dayStartMs(monthStart(day)));
  return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1));
}

/** The days of `[from, to)` in order. */
export function* daysOf(from: string, to: string): Generator<string> {
  for (let day = from; day < to; day = dayAfter(day)) yield day;
}
