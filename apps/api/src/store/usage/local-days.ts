/** Days of a time zone. */

export interface LocalDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly fromMs: number;
  /** Excluded. */
  readonly toMs: number;
}

const HOUR_MS = 3_600_000;

/** The days of `[fromMs, toMs)`, the first and the last cut to it. A day has 23 to 25 hours, where clocks are moved. */
export function localDays(fromMs: number, toMs: number, zone: string): LocalDay[] {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const days: LocalDay[] = [];
  for (let at = fromMs; at < toMs;) {
    const day = format.format(at);
    const next = Math.min(
      toMs,
      endOfDay(at, (ms) => format.format(ms) === day),
    );
    days.push({ day, fromMs: at, toMs: next });
    at = next;
  }
  return days;
}

/** The first moment after `at` that is of another day, found by halving: offsets of zones are whole minutes. */
function endOfDay(at: number, same: (ms: number) => boolean): number {
  let [inside, outside] = [at, at + 26 * HOUR_MS];
  while (outside - inside > 1) {
    const middle = Math.floor((inside + outside) / 2);
    if (same(middle)) inside = middle;
    else outside = middle;
  }
  return outside;
}
