import { DAY_MS, dayOf } from '@livekit-dashboard/domain';
import type { ExportFormat } from '@livekit-dashboard/contracts';

/**
 * `livekit-sessions-2026-11-01-to-2026-11-24.csv`: from and to are UTC days, both included; an end that is not at
 * midnight includes its time (`2026-11-24T1530Z`). Without a start the range is everything up to the end; without an
 * end it is up to now.
 */
export function fileName(
  subject: string,
  format: ExportFormat,
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  nowMs: number,
): string {
  const until = to === undefined ? dayOf(nowMs) : lastOf(Date.parse(to));
  const since = from === undefined ? '' : `${edgeOf(Date.parse(from))}-`;
  return `livekit-${subject}-${since}to-${until}.${format}`;
}

const edgeOf = (ms: number): string =>
  ms % DAY_MS === 0 ? dayOf(ms) : `${dayOf(ms)}T${new Date(ms).toISOString().slice(11, 16).replace(':', '')}Z`;
/** The end of a range is exclusive: an end at midnight is the day before. */
const lastOf = (ms: number): string => (ms % DAY_MS === 0 ? dayOf(ms - 1) : edgeOf(ms));
