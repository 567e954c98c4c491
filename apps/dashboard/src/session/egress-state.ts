/** What an egress's status means, and when it ended as far as anybody saw. Pure. */
import { type Egress, FAILED_EGRESS_STATUSES, type Session } from '@livekit-dashboard/contracts';
import type { Tone } from '@livekit-dashboard/ui';

const OPEN: ReadonlySet<string> = new Set(['EGRESS_STARTING', 'EGRESS_ACTIVE', 'EGRESS_ENDING']);
const FAILED: ReadonlySet<string> = new Set(FAILED_EGRESS_STATUSES);

const isOver = ({ status, endedAt }: Egress): boolean => endedAt !== null || !OPEN.has(status);
export const hasFailed = ({ status }: Egress): boolean => FAILED.has(status);

/**
 * Its end. `seen` is false if no event reported it: LiveKit stopped listing it, or its session is over, and `at` is the session's
 * end.
 */
export function egressEnd(egress: Egress, session: Session): { readonly at: string | null; readonly seen: boolean } {
  if (egress.endedAt !== null) return { at: egress.endedAt, seen: !egress.endEstimated };
  if (session.state === 'active' && !isOver(egress)) return { at: null, seen: true };
  return { at: session.endedAt ?? egress.startedAt, seen: false };
}

/** Runs now, as far as is known. `open`: its session is. */
export const isRunning = (egress: Egress, open: boolean): boolean => open && !isOver(egress);

/** `active`, `limit reached`; of one whose end was not observed: that. */
export function statusWord(egress: Egress, open: boolean): string {
  if (egress.endEstimated || (!open && !isOver(egress))) return 'no end was seen';
  return egress.status
    .replace(/^EGRESS_/, '')
    .toLowerCase()
    .replaceAll('_', ' ');
}

/** Whether there is a recording: `recorded`, `recording failed`, `2 of 3 recordings failed`; empty where none was asked for. */
export function recordingWords(egresses: readonly Egress[]): string {
  const failed = egresses.filter(hasFailed).length;
  if (failed === 0) return egresses.length > 0 ? 'recorded' : '';
  if (failed < egresses.length) return `${failed} of ${egresses.length} recordings failed`;
  return failed === 1 ? 'recording failed' : `${failed} recordings failed`;
}

/** Red is for what failed, and for what records now. */
export function statusTone(egress: Egress, open: boolean): Tone {
  if (isRunning(egress, open) || hasFailed(egress)) return 'bad';
  return isOver(egress) && !egress.endEstimated ? 'ended' : 'doubt';
}
