/**
 * Converts LiveKit's times to ms since 1970. Each reader is named after the unit on the wire. 0, a missing value, and a
 * time after the year 9999 (which ISO 8601 cannot write in four digits) are null: not reported.
 */
import type { JsonObject } from './json';

const LATEST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Nanoseconds do not fit a double, so text is converted by BigInt. */
function toMs(value: unknown, multiply: number, divide: number): number | null {
  let ms: number;
  if (typeof value === 'string' && /^\d{1,20}$/.test(value))
    ms = Number((BigInt(value) * BigInt(multiply)) / BigInt(divide));
  else if (typeof value === 'number') ms = Math.floor((value * multiply) / divide);
  else return null;
  return ms > 0 && ms <= LATEST_MS ? ms : null;
}

export const secondsAt = (from: JsonObject | null, key: string): number | null => toMs(from?.[key], 1000, 1);
export const millisAt = (from: JsonObject | null, key: string): number | null => toMs(from?.[key], 1, 1);
export const microsAt = (from: JsonObject | null, key: string): number | null => toMs(from?.[key], 1, 1_000);
export const nanosAt = (from: JsonObject | null, key: string): number | null => toMs(from?.[key], 1, 1_000_000);
