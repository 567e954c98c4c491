/** A day (`2026-11-23`) as one reads it. Its zone no longer matters: it is a day. Pure. */
const DATE: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', timeZone: 'UTC' };
const short = new Intl.DateTimeFormat('en-GB', DATE);
const withYear = new Intl.DateTimeFormat('en-GB', { ...DATE, year: 'numeric' });
const full = new Intl.DateTimeFormat('en-GB', { ...DATE, weekday: 'short', year: 'numeric' });

const at = (day: string): number => Date.parse(`${day}T00:00:00.000Z`);

/** `23 Nov`; with the year where the days around it are of several. */
export const dayWords = (day: string, among: readonly string[] = [day]): string =>
  (among[0]?.slice(0, 4) === among.at(-1)?.slice(0, 4) ? short : withYear).format(at(day));

/** `Mon 23 Nov 2026`. */
export const fullDayWords = (day: string): string => full.format(at(day)).replace(',', '');

/** `1 – 30 Nov`, `28 Nov 2025 – 3 Jan 2026`. */
export const rangeWords = (from: string, to: string): string => withYear.formatRange(at(from), at(to));
