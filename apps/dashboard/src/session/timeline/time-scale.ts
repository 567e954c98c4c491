/** Ticks of a time axis that fall on full seconds, minutes, hours or days of the chosen zone. Pure. */
import { formatClock, formatDay, formatMinute, type Zone, zoneOffset } from '@livekit-dashboard/ui';
import type { Range } from './range';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28, 91, 364].map((n) => n * DAY),
];

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** The smallest step with at most `most` ticks. */
export function stepOf({ from, to }: Range, most: number): number {
  return STEPS.find((step) => (to - from) / step <= most) ?? Infinity;
}

/**
 * Wall clocks change twice a year: each tick is computed on the wall clock and placed in real time, so that a day
 * begins at midnight on both sides of the change.
 */
export function ticks(range: Range, most: number, zone: Zone, offset = (at: number) => zoneOffset(at, zone)): Tick[] {
  const step = stepOf(range, Math.max(1, most));
  const found: Tick[] = [];
  const start = Math.ceil((range.from + offset(range.from)) / step) * step;
  const end = range.to + Math.max(offset(range.from), offset(range.to));
  for (let wall = start; wall <= end; wall += step) {
    const at = wall - offset(wall - offset(wall));
    if (at >= range.from && at <= range.to && at > (found.at(-1)?.at ?? -Infinity)) {
      found.push({ at, label: label(at, wall, step, zone) });
    }
  }
  return found;
}

function label(at: number, wall: number, step: number, zone: Zone): string {
  if (wall % DAY === 0) return formatDay(at, zone);
  return step < MINUTE ? formatClock(at, zone) : formatMinute(at, zone);
}
