/** The sessions of a statement with their costs and times. Pure. */
import type { CostPart, ListedSession } from '@livekit-dashboard/contracts';

export interface SessionRow extends CostPart {
  readonly sid: string;
  /** Null: it is not among the listed sessions. */
  readonly name: string | null;
  readonly startedAt: string | null;
}

/** Two servers can have a session of the same sid. */
const keyOf = ({ source, sid }: { readonly source: string | null; readonly sid: string }): string =>
  `${source ?? ''}/${sid}`;

/** In the order of their start; those without a known start are last. */
export function sessionRows(parts: readonly CostPart[], sessions: readonly ListedSession[]): readonly SessionRow[] {
  const byKey = new Map(sessions.map((session) => [keyOf(session), session]));
  return parts
    .flatMap((part) => (part.key === null ? [] : [{ ...part, sid: part.key }]))
    .map((part) => {
      const session = byKey.get(keyOf(part));
      return { ...part, name: session?.name ?? null, startedAt: session?.startedAt ?? session?.firstJoinedAt ?? null };
    })
    .sort((a, b) => ((a.startedAt ?? '9') < (b.startedAt ?? '9') ? -1 : 1));
}
