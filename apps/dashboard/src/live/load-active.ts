import { type AgentList, type Change, type Position, rowId, type SessionList } from '@livekit-dashboard/contracts';
import { getJson } from './rest';

/** Rows that a list can follow: a topic, and a REST path of the same name. */
export const TOPIC_OF = { session: 'sessions', agent: 'agents' } as const;
export type LiveKind = keyof typeof TOPIC_OF;

const PAGE = 500;

export interface ActiveRows {
  readonly changes: readonly Change[];
  readonly since: Position;
}

/**
 * Loads every active row from REST, if there are too many for a snapshot. All have the offset of the first page: rows
 * that changed while later pages were loading are sent again to a subscription from `since`, with newer values.
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
      // The id that changes use: two servers can have rows of the same sid.
      const id = rowId(value.source, value.sid);
      changes.push({ kind, id, offset: since.offset, value } as Change);
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  return { changes, since };
}
