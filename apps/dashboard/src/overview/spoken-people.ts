import type { BusySession } from '@livekit-dashboard/contracts';

/** The last hour of a session in words, for screen readers. */
export function spokenPeople({ peopleByMinute, people }: BusySession): string {
  const known = [...peopleByMinute, people].filter((reading) => reading !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return low === high ? `${people} people throughout` : `Between ${low} and ${high} people in the last hour`;
}
