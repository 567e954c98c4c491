/**
 * Supersession (FO6). A room name has one live room at a time, so the sids of a name form a chain ordered by (creation
 * time, sid), and each ends at the latest when the next one was created. A session stores the start of its successor;
 * when a session appears or moves in the chain, the links around its old and its new position are recomputed.
 */
import { orderMs, type SessionRecord } from './session';
import type { Draft } from './state';

const byPlace = (a: SessionRecord, b: SessionRecord): number =>
  orderMs(a) - orderMs(b) || (a.sid < b.sid ? -1 : Number(a.sid > b.sid));

export const hasMovedInChain = (before: SessionRecord | undefined, after: SessionRecord): boolean =>
  before?.name !== after.name || orderMs(before) !== orderMs(after);

/**
 * Returns the sessions whose successor changed because `before` became `after`, `after` included, with their new links.
 * The draft must contain the neighbours of the old and of the new position (`chainWindows`).
 */
export function relinked(draft: Draft, before: SessionRecord | undefined, after: SessionRecord): SessionRecord[] {
  if (after.name === null) return [];
  const others = draft.sessionsNamed(after.name).filter((session) => session.sid !== after.sid);
  const chain = [...others, after].sort(byPlace);
  const affected = new Set([after, predecessor(others, after)]);
  if (before?.name === after.name) affected.add(predecessor(others, before));
  return [...affected].flatMap((session) => {
    if (!session) return [];
    const next = chain[chain.indexOf(session) + 1];
    const successorMs = next ? orderMs(next) : null;
    return successorMs === session.successorMs ? [] : [{ ...session, successorMs }];
  });
}

const predecessor = (others: readonly SessionRecord[], of: SessionRecord): SessionRecord | undefined =>
  others
    .filter((session) => byPlace(session, of) < 0)
    .sort(byPlace)
    .at(-1);
