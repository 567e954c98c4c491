import { DAY_MS, dayOf } from '@livekit-dashboard/domain';
import type { ExportFormat } from '@livekit-dashboard/contracts';

/**
 * `livekit-sessions-2026-11-01-to-2026-11-24.csv`: from and to are days of UTC, both inside; an end that is no midnight has its time
 * too (`2026-11-24T1530Z`). Without a start it is all there is up to the end, without an end up to now.
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
/** A range does not take its end in: up to midnight is the day before. */
const lastOf = (ms: number): string => (ms % DAY_MS === 0 ? dayOf(ms - 1) : edgeOf(ms));
