/**
 * The load of a company over the week, in the time zone of the machine: high in office hours, low at night and at the
 * weekend.
 */

/** By hour of a working day, as a share of the busiest hour. */
const WORKING_DAY: readonly number[] = [
  0.02, 0.02, 0.02, 0.02, 0.03, 0.05, 0.1, 0.25, 0.55, 0.9, 1, 0.95, 0.6, 0.75, 0.95, 0.9, 0.75, 0.5, 0.3, 0.2, 0.15,
  0.1, 0.05, 0.03,
];
const WEEKEND = 0.15;

export const isWorkingDay = (day: Date): boolean => day.getDay() >= 1 && day.getDay() <= 5;

/** From 0 to 1. */
export function busyness(ms: number): number {
  const at = new Date(ms);
  const [hour, next] = [at.getHours(), (at.getHours() + 1) % 24];
  const share = at.getMinutes() / 60;
  const level = (WORKING_DAY[hour] ?? 0) * (1 - share) + (WORKING_DAY[next] ?? 0) * share;
  return isWorkingDay(at) ? level : level * WEEKEND;
}

/** That time of each day from `fromMs` on, endlessly. */
export function* daily(fromMs: number, hour: number, minute: number): Generator<Date, never, void> {
  for (const day = new Date(fromMs); ; day.setDate(day.getDate() + 1)) {
    day.setHours(hour, minute, 0, 0);
    if (day.getTime() >= fromMs) yield new Date(day);
  }
}
