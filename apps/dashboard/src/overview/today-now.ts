import type { Stats } from '@livekit-dashboard/contracts';

const DAY_MS = 86_400_000;

export type Today = Omit<Stats['today'], 'agentMs'>;

/**
 * The UTC day until `now`. People's time runs on from what was counted. A count of a day that is over says that nothing came since
 * (an event would have brought a new one): the new day has its people's time alone.
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
