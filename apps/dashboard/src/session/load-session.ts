import type { Change, ChangeKind, Position, SessionDetail } from '@livekit-dashboard/contracts';
import { getJson } from '../live/rest';

export interface WholeSession {
  readonly changes: readonly Change[];
  readonly since: Position;
}

/**
 * One session over REST, page by page, for when it is too large for a snapshot. All rows are dated by the first page: what changed
 * while the later ones loaded comes again when one follows `since`, and is then the newer.
 */
export async function loadSession(sid: string, signal: AbortSignal): Promise<WholeSession> {
  const path = `sessions/${encodeURIComponent(sid)}`;
  const first = await getJson<SessionDetail>(path, {}, signal);
  const since: Position = { epoch: first.epoch, offset: first.offset };
  const dated = <K extends ChangeKind, T>(kind: K, id: string, value: T) => ({ kind, id, offset: since.offset, value });
  const childrenOf = ({ participants, tracks }: SessionDetail): Change[] => [
    ...participants.map((row) => dated('participant', row.sid, row)),
    ...tracks.map((row) => dated('track', row.sid, row)),
  ];
  const changes: Change[] = [
    dated('session', sid, first.session),
    ...first.egresses.map((row) => dated('egress', row.id, row)),
    ...childrenOf(first),
  ];
  let { participantsNextCursor: participantsCursor, tracksNextCursor: tracksCursor } = first;
  while (participantsCursor !== null || tracksCursor !== null) {
    const page: SessionDetail = await getJson(path, { participantsCursor, tracksCursor }, signal);
    // The list that has no more pages begins anew on each: its rows are there already, and the same.
    changes.push(...childrenOf(page));
    [participantsCursor, tracksCursor] = [
      participantsCursor && page.participantsNextCursor,
      tracksCursor && page.tracksNextCursor,
    ];
  }
  return { changes: [...new Map(changes.map((change) => [`${change.kind} ${change.id}`, change])).values()], since };
}
