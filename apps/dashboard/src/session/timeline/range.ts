/** Time ranges in ms: the whole session, and the shown part of it. Pure. */
import type { Session } from '@livekit-dashboard/contracts';
import { earliest, latest, ms, type TimelineRow } from './timeline';

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The shortest range: ends are known to the second only. */
const SHORTEST_MS = 5_000;
/** The length of a session without a duration. */
const ENDED_SHORTEST_MS = 1_000;
/** The minimum length, so that a session that has just begun fills its first minute from the left. */
const LIVE_SHORTEST_MS = 60_000;

export const sameRange = (a: Range | null, b: Range | null): boolean =>
  a === b || (a !== null && b !== null && a.from === b.from && a.to === b.to);

/** From the first known time of the session to its end, or to now. Null: it has no time. */
export function firstOf(rows: readonly TimelineRow[]): number | null {
  return earliest(...rows.map(({ spans }) => spans[0]?.from ?? null));
}

export function lastOf(session: Session, rows: readonly TimelineRow[]): number | null {
  return latest(ms(session.endedAt), ...rows.map(({ spans }) => latest(...spans.map(({ from, to }) => to ?? from))));
}

/** `end`: that of an ended session. Null: it is running. */
export function wholeRange(first: number | null, end: number | null, now: number): Range {
  const to = end ?? now;
  const from = Math.min(first ?? to, to);
  return { from, to: Math.max(to, from + (end === null ? LIVE_SHORTEST_MS : ENDED_SHORTEST_MS)) };
}

/**
 * `factor` below 1 zooms in. The instant at `at` (0: left edge, 1: right edge) stays there. Null: the whole session.
 */
export function zoom(range: Range, whole: Range, factor: number, at = 0.5): Range | null {
  const wanted = (range.to - range.from) * factor;
  if (Math.max(wanted, SHORTEST_MS) >= whole.to - whole.from) return null;
  const span = Math.max(SHORTEST_MS, wanted);
  const pivot = range.from + (range.to - range.from) * at;
  return within({ from: pivot - span * at, to: pivot + span * (1 - at) }, whole);
}

/** Moves by a part of the shown range: 0.25 is a quarter to the right. */
export function pan(range: Range, whole: Range, part: number): Range {
  const by = (range.to - range.from) * part;
  return within({ from: range.from + by, to: range.to + by }, whole);
}

/** The range between two instants, in either order. */
export function select(a: number, b: number, whole: Range): Range | null {
  const [from, to] = [Math.min(a, b), Math.max(a, b)];
  return zoom({ from, to }, whole, 1);
}

/** Moves the range as far as needed to show `moment`. */
export function reveal(range: Range, whole: Range, moment: number): Range {
  if (moment >= range.from && moment <= range.to) return range;
  const half = (range.to - range.from) / 2;
  return within({ from: moment - half, to: moment + half }, whole);
}

function within({ from, to }: Range, whole: Range): Range {
  const span = Math.round(to - from);
  const start = Math.round(Math.max(whole.from, Math.min(from, whole.to - span)));
  return { from: start, to: start + span };
}

/** The range in the address. Null: there is none, or it is invalid. */
export function parseRange(from: string | undefined, to: string | undefined): Range | null {
  const [start, end] = [Date.parse(from ?? ''), Date.parse(to ?? '')];
  return end - start >= SHORTEST_MS ? { from: start, to: end } : null;
}
