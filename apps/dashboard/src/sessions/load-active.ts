import type { ChangeOf, Position, SessionList } from '@livekit-dashboard/contracts';
import { getJson } from '../live/rest';

const PAGE = 500;

export interface ActiveSessions {
  readonly changes: readonly ChangeOf<'session'>[];
  readonly since: Position;
}

/**
 * Every active session over REST, for when there are too many for a snapshot. All rows are dated by the first page: what changed
 * while the later ones loaded comes again when one follows `since`, and is then the newer.
 */
export async function loadActive(signal: AbortSignal): Promise<ActiveSessions> {
  const changes: ChangeOf<'session'>[] = [];
  let since: Position | null = null;
  let cursor: string | null = null;
  do {
    const page: SessionList = await getJson('sessions', { state: 'active', limit: PAGE, cursor }, signal);
    since ??= { epoch: page.epoch, offset: page.offset };
    for (const value of page.items) changes.push({ kind: 'session', id: value.sid, offset: since.offset, value });
    cursor = page.nextCursor;
  } while (cursor !== null);
  return { changes, since };
}
