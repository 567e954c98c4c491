/** The tiles of the overview: the current figure, its last hour and the hour's peak. Pure. */
import type { Hour, Stats } from '@livekit-dashboard/contracts';
import { formatCount, formatMinute, type Reading, type Tone, type Zone } from '@livekit-dashboard/ui';

type Series = 'activeSessions' | 'people' | 'agents' | 'tracks' | 'recordings';

export interface TileKind {
  readonly series: Series;
  readonly label: string;
  readonly tone: Tone;
  /** The link to the page of the figure. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
}

export const TILES: readonly TileKind[] = [
  { series: 'activeSessions', label: 'Active sessions', tone: 'act', path: '/sessions' },
  { series: 'people', label: 'People', tone: 'act', path: '/sessions', query: { sort: '-people' } },
  { series: 'agents', label: 'Agents', tone: 'agent', path: '/agents' },
  { series: 'tracks', label: 'Published tracks', tone: 'act', path: '/sessions', query: { sort: '-tracks' } },
  { series: 'recordings', label: 'Recordings', tone: 'bad', path: '/sessions', query: { only: 'recording' } },
];

export interface TileView {
  readonly figure: string;
  /** Grey if the value has no meaning of its own. */
  readonly tone: Tone;
  /** The readings of the hour, then the current value. */
  readonly values: readonly Reading[];
  readonly note: string;
  /** What the line shows, in words. */
  readonly range: string;
}

export function tileView(kind: TileKind, stats: Stats, hour: Hour | null, zone: Zone): TileView {
  const now = stats[kind.series];
  const readings = hour?.[kind.series] ?? [];
  return {
    figure: formatCount(now),
    tone: [...readings, now].some(Boolean) ? kind.tone : 'ended',
    values: [...readings, now],
    note: hour ? noteOf(readings, now, (index) => formatMinute(minuteOf(hour, index), zone)) : '',
    range: rangeOf([...readings, now]),
  };
}

/** The instant of a reading, in ms. */
const minuteOf = ({ to, people }: Hour, index: number): number => Date.parse(to) - (people.length - 1 - index) * 60_000;

/**
 * The highest of the readings and the current value; of equal ones the latest. It is that of the whole hour only if the
 * whole hour is known.
 */
function noteOf(readings: readonly Reading[], now: number, timeOf: (index: number) => string): string {
  const known = readings.filter((reading) => reading !== null);
  if (known.length === 0) return '';
  const peak = Math.max(...known);
  if (known.every((reading) => reading === now)) {
    if (known.length < readings.length) return '';
    return now === 0 ? 'none in the last hour' : 'steady';
  }
  return now >= peak ? 'at its peak now' : `peak ${formatCount(peak)} at ${timeOf(readings.lastIndexOf(peak))}`;
}

/** `in the last hour between 30 and 57`; nothing where no reading is known. */
function rangeOf(values: readonly Reading[]): string {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return '';
  const [low, high] = [Math.min(...known), Math.max(...known)];
  if (low === high) return known.length < values.length ? '' : 'unchanged for the last hour';
  return `in the last hour between ${formatCount(low)} and ${formatCount(high)}`;
}
