/** Is it time to ask a server? Pure; every time is by the database's clock. */
import type { ReconcileState } from '../store/reconcile/reconcile.repository';
import type { ReconcileTimes } from './reconcile-times';

export interface Situation {
  readonly nowMs: number;
  /** When this process began to ask: what happened before may have been missed. */
  readonly bootMs: number;
  /** What became of the last request; undefined: there was none. */
  readonly state: Pick<ReconcileState, 'startedMs' | 'failures' | 'recheckMs' | 'agreedMs'> | undefined;
  /** When something was last heard of a session that is open; undefined: none is open, or nothing was heard. */
  readonly lastEventMs: number | undefined;
}

type Times = Pick<ReconcileTimes, 'intervalMs' | 'quietMs' | 'retryMs'>;

export function isDue({ nowMs, bootMs, state, lastEventMs }: Situation, times: Times): boolean {
  const startedMs = state?.startedMs ?? null;
  // A clock that was set back must not stop it for long.
  if (state === undefined || startedMs === null || startedMs > nowMs + times.intervalMs) return true;
  if (state.failures > 0) return nowMs >= startedMs + waitAfter(state.failures, times);
  if (startedMs < bootMs || nowMs >= startedMs + times.intervalMs) return true;
  if (state.recheckMs !== null) return nowMs >= state.recheckMs;
  if (lastEventMs === undefined) return false;
  // The first webhooks since the last request: whether this server sends them is proven while their rooms are there.
  if (state.agreedMs === null && lastEventMs > startedMs) return true;
  const quietSinceMs = lastEventMs + times.quietMs;
  return nowMs >= quietSinceMs && startedMs < quietSinceMs;
}

/** Twice as long each time, up to the interval. */
const waitAfter = (failures: number, { retryMs, intervalMs }: Times): number =>
  Math.min(intervalMs, retryMs * 2 ** Math.min(failures - 1, 20));
