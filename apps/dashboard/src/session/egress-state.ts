/** What an egress's status means, and when it ended as far as anybody saw. Pure. */
import type { Egress, Session } from '@livekit-dashboard/contracts';
import type { Tone } from '@livekit-dashboard/ui';

const OPEN: ReadonlySet<string> = new Set(['EGRESS_STARTING', 'EGRESS_ACTIVE', 'EGRESS_ENDING']);
const FAILED: ReadonlySet<string> = new Set(['EGRESS_FAILED', 'EGRESS_ABORTED', 'EGRESS_LIMIT_REACHED']);

export const isOver = ({ status, endedAt }: Egress): boolean => endedAt !== null || !OPEN.has(status);
export const hasFailed = ({ status }: Egress): boolean => FAILED.has(status);

/**
 * Its end. One that is open in a session that is over ended with it or soon after, and nobody saw it: `seen` is false, and `at`
 * the session's end.
 */
export function egressEnd(egress: Egress, session: Session): { readonly at: string | null; readonly seen: boolean } {
  if (egress.endedAt !== null) return { at: egress.endedAt, seen: true };
  if (session.state === 'active' && !isOver(egress)) return { at: null, seen: true };
  return { at: session.endedAt ?? egress.startedAt, seen: false };
}

/** Runs now, as far as is known. `open`: its session is. */
export const isRunning = (egress: Egress, open: boolean): boolean => open && !isOver(egress);

/** `active`, `limit reached`; of one whose end nobody saw: that. */
export function statusWord(egress: Egress, open: boolean): string {
  if (!open && !isOver(egress)) return 'no end was seen';
  return egress.status
    .replace(/^EGRESS_/, '')
    .toLowerCase()
    .replaceAll('_', ' ');
}

/** Red is for what failed, and for what records now. */
export function statusTone(egress: Egress, open: boolean): Tone {
  if (isRunning(egress, open) || hasFailed(egress)) return 'bad';
  return isOver(egress) ? 'ended' : 'doubt';
}
