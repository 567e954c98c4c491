import type { Stats } from '@livekit-dashboard/contracts';

const DAY_MS = 86_400_000;

export type Today = Omit<Stats['today'], 'agentMs'>;

/**
 * The UTC day until `now`. The time of people continues from the last count. If the count is of the previous day, no
 * event arrived since (it would have caused a new count), so the new day has the time of present people alone.
 */
export function todayNow({ at, people, today }: Stats, now: number): Today {
  const midnight = Math.floor(now / DAY_MS) * DAY_MS;
  const isOver = Date.parse(today.from) < midnight;
  if (isOver)
    return {
      from: new Date(midnight).toISOString(),
      sessions: 0,
      joins: 0,
      aborted: 0,
      personMs: people * (now - midnight),
    };
  return { ...today, personMs: today.personMs + people * Math.max(0, now - Date.parse(at)) };
}
