import type { Stats } from '@livekit-dashboard/contracts';

const DAY_MS = 86_400_000;

/** People's time of the day until `now`: what was counted, and what has run since, which ends with the day. */
export function personMsNow({ at, people, today }: Stats, now: number): number {
  const until = Math.min(now, Date.parse(today.from) + DAY_MS);
  return today.personMs + people * Math.max(0, until - Date.parse(at));
}
