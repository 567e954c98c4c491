/**
 * The results of an egress as readable lines. LiveKit sends nanoseconds and sizes as text; omitted values are unknown.
 * Pure.
 */
import { formatDuration } from '@livekit-dashboard/ui';

type Result = Readonly<Record<string, unknown>>;

export interface ResultLine {
  readonly type: string;
  /** A file name, an address: from outside. */
  readonly name: string;
  readonly facts: readonly string[];
  /** Its location, if that says more than the name. */
  readonly location: string | null;
  readonly error: string | null;
}

const NS_PER_MS = 1_000_000;
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

const textOf = (result: Result, ...keys: readonly string[]): string | null => {
  const found = keys.map((key) => result[key]).find((value) => typeof value === 'string' && value !== '');
  return typeof found === 'string' ? found : null;
};

/** A number, or a number as text. Null: not sent, or zero, which LiveKit omits as well. */
const numberOf = (result: Result, ...keys: readonly string[]): number | null =>
  keys.map((key) => Number(result[key])).find((value) => Number.isFinite(value) && value > 0) ?? null;

/** `812 B`, `4.2 MB`: in steps of 1,000. */
export function formatBytes(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < UNITS.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${unit > 0 && value < 100 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}

export function resultLine(result: Result): ResultLine {
  const name = textOf(result, 'filename', 'playlistName', 'filenamePrefix', 'url') ?? 'without a name';
  const location = textOf(result, 'location', 'playlistLocation');
  return {
    type: textOf(result, 'type') ?? 'result',
    name,
    facts: factsOf(result),
    location: location === name ? null : location,
    error: textOf(result, 'error'),
  };
}

function factsOf(result: Result): string[] {
  const size = numberOf(result, 'size');
  const length = numberOf(result, 'duration');
  const status = textOf(result, 'status');
  const count = (number: number | null, words: string): string[] => (number === null ? [] : [`${number} ${words}`]);
  return [
    ...(status === null ? [] : [status.toLowerCase().replaceAll('_', ' ')]),
    ...(length === null ? [] : [formatDuration(length / NS_PER_MS)]),
    ...(size === null ? [] : [formatBytes(size)]),
    ...count(numberOf(result, 'segmentCount'), 'segments'),
    ...count(numberOf(result, 'imageCount'), 'images'),
  ];
}
