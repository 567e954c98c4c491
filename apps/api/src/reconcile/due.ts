/** Whether a server should be queried now. Pure; all times are by the database's clock. */
import type { ReconcileState } from '../store/reconcile/reconcile.repository';
import type { ReconcileTimes } from './reconcile-times';

export interface Situation {
  readonly nowMs: number;
  /** When this process began to query: what happened before may have been missed. */
  readonly bootMs: number;
  /** The result of the last request; undefined: there was none. */
  readonly state: Pick<ReconcileState, 'startedMs' | 'failures' | 'recheckMs' | 'agreedMs'> | undefined;
  /** When the last event of an open session happened; undefined: no session is open, or there was no event. */
  readonly lastEventMs: number | undefined;
}

type Times = Pick<ReconcileTimes, 'intervalMs' | 'quietMs' | 'retryMs'>;

export function isDue({ nowMs, bootMs, state, lastEventMs }: Situation, times: Times): boolean {
  const startedMs = state?.startedMs ?? null;
  // A clock that was set back must not stop it for a long time.
  if (state === undefined || startedMs === null || startedMs > nowMs + times.intervalMs) return true;
  if (state.failures > 0) return nowMs >= startedMs + waitAfter(state.failures, times);
  if (startedMs < bootMs || nowMs >= startedMs + times.intervalMs) return true;
  if (state.recheckMs !== null) return nowMs >= state.recheckMs;
  if (lastEventMs === undefined) return false;
  // The first webhooks since the last request: only while their rooms exist can a listing prove that this server sends
  // them.
  if (state.agreedMs === null && lastEventMs > startedMs) return true;
  const quietSinceMs = lastEventMs + times.quietMs;
  return nowMs >= quietSinceMs && startedMs < quietSinceMs;
}

/** Doubled after each failure, up to the interval. */
const waitAfter = (failures: number, { retryMs, intervalMs }: Times): number =>
  Math.min(intervalMs, retryMs * 2 ** Math.min(failures - 1, 20));
