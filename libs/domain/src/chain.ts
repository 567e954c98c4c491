/**
 * Supersession. One name has one live room at a time, so the sids of a name form a chain ordered by (creation time, sid), and
 * each ends at the latest when the next one was created. A session keeps its successor's start; when a session appears or its
 * place moves, the links around its old and its new place are made anew.
 */
import { orderMs, type SessionRecord } from './session';
import type { Draft } from './state';

const byPlace = (a: SessionRecord, b: SessionRecord): number =>
  orderMs(a) - orderMs(b) || (a.sid < b.sid ? -1 : Number(a.sid > b.sid));

export const placeMoved = (before: SessionRecord | undefined, after: SessionRecord): boolean =>
  before?.name !== after.name || orderMs(before) !== orderMs(after);

/**
 * The sessions whose successor changed because `before` became `after`, `after` itself included, with their new links. Needs
 * in the draft the session of the name before and after each place the moved one leaves or takes (`chainWindows`).
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
