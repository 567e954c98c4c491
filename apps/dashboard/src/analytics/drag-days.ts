/** The days of a chart under a pointer. Pure. */
export interface Plot {
  /** From the left edge of the chart, in px. */
  readonly left: number;
  readonly width: number;
  readonly days: number;
}

/** A shorter drag counts as a click, in px. */
const STILL = 4;

export interface Drag {
  readonly startX: number;
  readonly x: number;
}

export const isDrag = ({ startX, x }: Drag): boolean => Math.abs(x - startX) > STILL;

/** The index of the day at `x`, or of the nearest day if `x` is outside the plot. */
export function placeAt(x: number, { left, width, days }: Plot): number {
  const place = Math.floor(((x - left) / width) * days);
  return Math.min(Math.max(place, 0), days - 1);
}

/** The first and the last place. */
export function placesOf({ startX, x }: Drag, plot: Plot): readonly [number, number] {
  return [placeAt(Math.min(startX, x), plot), placeAt(Math.max(startX, x), plot)];
}

/** The horizontal interval that they cover, in px of the chart. */
export function coverOf([first, last]: readonly [number, number], { left, width, days }: Plot) {
  return { left: left + (first / days) * width, width: ((last + 1 - first) / days) * width };
}
