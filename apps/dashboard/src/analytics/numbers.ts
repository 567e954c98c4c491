/** Numbers as text. Pure. */
import { formatCount, UNKNOWN } from '@livekit-dashboard/ui';

const small = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

const MINUTE_MS = 60_000;

/** `0.4`, `12.5`, `1,204`: large numbers of minutes have no tenths. */
export const formatMinutes = (minutes: number): string =>
  minutes < 100 ? small.format(minutes) : formatCount(Math.round(minutes));

export const minutesOf = (ms: number): number => ms / MINUTE_MS;

/** `1.2K`: for an axis. */
export const formatShort = (value: number): string => compact.format(value);

/** `3.1 %`. A share of zero is unknown, and a small share is not shown as zero. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return UNKNOWN;
  const percent = (part / whole) * 100;
  return part > 0 && percent < 0.1 ? '< 0.1 %' : `${small.format(percent)} %`;
}

/** `+12 %`, `−4 %`, `0 %`: the change since before. Empty if it was zero before. */
export function formatChange(now: number, before: number): string {
  if (before === 0) return '';
  const percent = Math.round(((now - before) / before) * 100);
  if (percent === 0) return now === before ? '0 %' : '± 0 %';
  if (percent > 999) return '> 999 %'; // it was nearly zero before, so the number would have no meaning
  return `${percent > 0 ? '+' : '−'}${formatCount(Math.abs(percent))} %`;
}

export const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
