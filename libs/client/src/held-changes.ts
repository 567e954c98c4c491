/**
 * What a changes topic holds: the newest change of each row. It decides what is news, and gives a late observer its snapshot.
 * Of digests (replaced whole, told by their `at`) the newer `at` is news, of rows the higher offset.
 * Bounded: rows that ended stay for a while only, since on `sessions` and `agents` each comes once more as it ends.
 */
import type { Change, DigestKind } from '@livekit-dashboard/contracts';

/** Rows that ended and are still held; the longest held goes first. */
const ENDED_KEPT = 1000;

/** Typed by the contract; a list of its own because the client takes nothing but types from there. */
const DIGESTS: Readonly<Record<DigestKind, true>> = {
  stats: true,
  hour: true,
  busiest: true,
  activity: true,
  health: true,
  agentDay: true,
};

const atOf = ({ kind, value }: Change): string | null =>
  Object.hasOwn(DIGESTS, kind) && value !== null && 'at' in value ? value.at : null;

/** ISO 8601 in UTC compares as text. */
function isNews(change: Change, held: Change): boolean {
  const [at, heldAt] = [atOf(change), atOf(held)];
  return at !== null && heldAt !== null ? at > heldAt : change.offset > held.offset;
}

const keyOf = (change: Change): string => `${change.kind} ${change.id}`;

function hasEnded({ kind, value }: Change): boolean {
  return value !== null && (kind === 'session' || kind === 'agent') && 'state' in value && value.state !== 'active';
}

export class HeldChanges {
  private readonly held = new Map<string, Change>();
  private readonly ended = new Set<string>();

  all(): readonly Change[] {
    return [...this.held.values()];
  }

  replace(changes: readonly Change[]): void {
    this.clear();
    for (const change of changes) this.keep(change);
  }

  /** Takes those that are newer than what is held of their row, and returns them. */
  apply(changes: readonly Change[]): readonly Change[] {
    return changes.filter((change) => {
      const held = this.held.get(keyOf(change));
      if (held !== undefined && !isNews(change, held)) return false;
      this.keep(change);
      return true;
    });
  }

  clear(): void {
    this.held.clear();
    this.ended.clear();
  }

  private keep(change: Change): void {
    const key = keyOf(change);
    this.ended.delete(key);
    if (change.value === null) {
      this.held.delete(key);
      return;
    }
    this.held.set(key, change);
    if (hasEnded(change)) this.keepEnded(key);
  }

  private keepEnded(key: string): void {
    this.ended.add(key);
    if (this.ended.size <= ENDED_KEPT) return;
    const [oldest] = this.ended;
    if (oldest === undefined) return;
    this.ended.delete(oldest);
    this.held.delete(oldest);
  }
}
