/** The meaning of an egress's status, and its end as far as it was observed. Pure. */
import { type Egress, FAILED_EGRESS_STATUSES, type Session } from '@livekit-dashboard/contracts';
import type { Tone } from '@livekit-dashboard/ui';

const OPEN: ReadonlySet<string> = new Set(['EGRESS_STARTING', 'EGRESS_ACTIVE', 'EGRESS_ENDING']);
const FAILED: ReadonlySet<string> = new Set(FAILED_EGRESS_STATUSES);

const isOver = ({ status, endedAt }: Egress): boolean => endedAt !== null || !OPEN.has(status);
export const hasFailed = ({ status }: Egress): boolean => FAILED.has(status);

/**
 * Its end. `seen` is false if no event reported it: LiveKit stopped listing it, or its session ended, and `at` is the
 * end of the session.
 */
export function egressEnd(egress: Egress, session: Session): { readonly at: string | null; readonly seen: boolean } {
  if (egress.endedAt !== null) return { at: egress.endedAt, seen: !egress.endEstimated };
  if (session.state === 'active' && !isOver(egress)) return { at: null, seen: true };
  return { at: session.endedAt ?? egress.startedAt, seen: false };
}

/** Whether it is running, as far as is known. `open`: whether its session is open. */
export const isRunning = (egress: Egress, open: boolean): boolean => open && !isOver(egress);

/** `active`, `limit reached`; or that the end was not observed. */
export function statusWord(egress: Egress, open: boolean): string {
  if (egress.endEstimated || (!open && !isOver(egress))) return 'no end was seen';
  return egress.status
    .replace(/^EGRESS_/, '')
    .toLowerCase()
    .replaceAll('_', ' ');
}

/**
 * Whether there is a recording: `recorded`, `recording failed`, `2 of 3 recordings failed`; empty if none was
 * requested.
 */
export function recordingWords(egresses: readonly Egress[]): string {
  const failed = egresses.filter(hasFailed).length;
  if (failed === 0) return egresses.length > 0 ? 'recorded' : '';
  if (failed < egresses.length) return `${failed} of ${egresses.length} recordings failed`;
  return failed === 1 ? 'recording failed' : `${failed} recordings failed`;
}

/** Red for failures and for running recordings. */
export function statusTone(egress: Egress, open: boolean): Tone {
  if (isRunning(egress, open) || hasFailed(egress)) return 'bad';
  return isOver(egress) && !egress.endEstimated ? 'ended' : 'doubt';
}
