/**
 * The newest change of each row of a topic. It drops changes that are not newer, and is the snapshot of an observer that joins later.
 * Of a digest, which is replaced whole, the later `at` is newer; of a row the higher offset.
 * Bounded: `sessions` and `agents` send each row once more as it ends, and ended rows beyond a limit are removed.
 */
import type { Change, DigestKind } from '@livekit-dashboard/contracts';

/** Max number of cached rows that have ended; the oldest are removed first. */
const MAX_ENDED = 1000;

/** Checked against the contract's type. A list of its own because the client imports nothing but types from there. */
const DIGESTS: Readonly<Record<DigestKind, true>> = {
  stats: true,
  hour: true,
  busiest: true,
  activity: true,
  health: true,
  agentDay: true,
  failures: true,
};

const atOf = ({ kind, value }: Change): string | null =>
  Object.hasOwn(DIGESTS, kind) && value !== null && 'at' in value ? value.at : null;

/** ISO 8601 in UTC compares as text. */
function isNewer(change: Change, cached: Change): boolean {
  const [at, cachedAt] = [atOf(change), atOf(cached)];
  return at !== null && cachedAt !== null ? at > cachedAt : change.offset > cached.offset;
}

const keyOf = (change: Change): string => `${change.kind} ${change.id}`;

function hasEnded({ kind, value }: Change): boolean {
  return value !== null && (kind === 'session' || kind === 'agent') && 'state' in value && value.state !== 'active';
}

export class ChangeCache {
  private readonly cached = new Map<string, Change>();
  private readonly ended = new Set<string>();

  all(): readonly Change[] {
    return [...this.cached.values()];
  }

  replace(changes: readonly Change[]): void {
    this.clear();
    for (const change of changes) this.store(change);
  }

  /** Stores those that are newer than the cached one of their row, and returns them. */
  apply(changes: readonly Change[]): readonly Change[] {
    return changes.filter((change) => {
      const cached = this.cached.get(keyOf(change));
      if (cached !== undefined && !isNewer(change, cached)) return false;
      this.store(change);
      return true;
    });
  }

  clear(): void {
    this.cached.clear();
    this.ended.clear();
  }

  private store(change: Change): void {
    const key = keyOf(change);
    this.ended.delete(key);
    if (change.value === null) {
      this.cached.delete(key);
      return;
    }
    this.cached.set(key, change);
    if (hasEnded(change)) this.storeEnded(key);
  }

  private storeEnded(key: string): void {
    this.ended.add(key);
    if (this.ended.size <= MAX_ENDED) return;
    const [oldest] = this.ended;
    if (oldest === undefined) return;
    this.ended.delete(oldest);
    this.cached.delete(oldest);
  }
}
