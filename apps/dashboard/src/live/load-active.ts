import { type AgentList, type Change, type Position, rowId, type SessionList } from '@livekit-dashboard/contracts';
import { getJson } from './rest';

/** Rows that a list can follow, and where they are: a topic, and a path of REST of the same name. */
export const TOPIC_OF = { session: 'sessions', agent: 'agents' } as const;
export type LiveKind = keyof typeof TOPIC_OF;

const PAGE = 500;

export interface ActiveRows {
  readonly changes: readonly Change[];
  readonly since: Position;
}

/**
 * Every active row over REST, for when there are too many for a snapshot. All are dated by the first page: what changed while the
 * later ones loaded comes again when one follows `since`, and is then the newer.
 */
export async function loadActive(kind: LiveKind, signal: AbortSignal): Promise<ActiveRows> {
  const changes: Change[] = [];
  let since: Position | null = null;
  let cursor: string | null = null;
  do {
    const page: SessionList | AgentList = await getJson(
      TOPIC_OF[kind],
      { state: 'active', limit: PAGE, cursor },
      signal,
    );
    since ??= { epoch: page.epoch, offset: page.offset };
    for (const value of page.items) {
      // As changes name it: two servers may have rows of one sid.
      const id = rowId(value.source, value.sid);
      changes.push({ kind, id, offset: since.offset, value } as Change);
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  return { changes, since };
}
