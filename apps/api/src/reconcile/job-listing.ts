/**
 * Queries one LiveKit server for its egresses and ingresses. The server may run neither service, and an error of one of
 * them is not an error of the rooms: the state has a result for each.
 */
import { LiveKitApiError, type ListedJob, type RoomService } from '@livekit-dashboard/livekit';
import type { IngressEvidence } from '@livekit-dashboard/domain';
import type { HeldEgress } from '../store/reconcile/held-jobs.repository';
import type { JobsState } from '../store/reconcile/reconcile.repository';
import type { EgressListing } from './jobs';

export interface Listed<T> {
  readonly state: JobsState;
  /** Null unless the state is `ok`. */
  readonly listing: T | null;
  /** Why it failed; null: it did not. */
  readonly error: string | null;
}

/** Maximum number of egresses that are queried one by one in a pass; the next pass begins with others. */
const PER_PASS = 50;

export const listIngresses = (
  livekit: RoomService,
  signal: AbortSignal,
): Promise<Listed<readonly ListedJob<IngressEvidence>[]>> => attempt(livekit.listIngresses(signal));

/** The active ones, and the state of those that are stored as open and are not active. */
export const listEgresses = (
  livekit: RoomService,
  storedWith: (listed: readonly string[]) => Promise<readonly HeldEgress[]>,
  signal: AbortSignal,
): Promise<Listed<EgressListing & { readonly stored: readonly HeldEgress[] }>> => {
  const ask = async () => {
    const active = await livekit.listEgresses(signal);
    const ids = active.map(({ evidence }) => evidence.id);
    const stored = await storedWith(ids);
    const listed = new Set(ids);
    const others: EgressListing['others'] & Map<string, unknown> = new Map();
    const unlisted = stored.filter(({ id, open }) => open && !listed.has(id)).map(({ id }) => id);
    for (const id of someOf(unlisted)) others.set(id, await livekit.findEgress(id, signal));
    return { active, others, stored };
  };
  return attempt(ask());
};

function someOf(ids: readonly string[]): readonly string[] {
  const first = Math.floor(Math.random() * ids.length);
  return [...ids.slice(first), ...ids.slice(0, first)].slice(0, PER_PASS);
}

async function attempt<T>(asked: Promise<T>): Promise<Listed<T>> {
  try {
    return { state: 'ok', listing: await asked, error: null };
  } catch (error) {
    if (!(error instanceof LiveKitApiError)) throw error;
    const state = error.kind === 'not_connected' ? 'not_connected' : 'failing';
    return { state, listing: null, error: error.message };
  }
}
