import type { Zone } from '@livekit-dashboard/ui';

/** Days as the URL and a date field have them (`2026-11-23`), both included, as the instants `[from, to)` of a zone. */
export function dayRange(
  from: string | undefined,
  to: string | undefined,
  zone: Zone,
): { from: string | null; to: string | null } {
  return { from: startOfDay(from, 0, zone), to: startOfDay(to, 1, zone) };
}

/** The start of the day that comes `plus` days after; null for no day, or nonsense. */
function startOfDay(day: string | undefined, plus: number, zone: Zone): string | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/
    .exec(day ?? '')
    ?.slice(1)
    .map(Number);
  if (!parts) return null;
  const [year = 0, month = 1, date = 1] = parts;
  const at = zone === 'utc' ? Date.UTC(year, month - 1, date + plus) : new Date(year, month - 1, date + plus).getTime();
  return new Date(at).toISOString();
}
