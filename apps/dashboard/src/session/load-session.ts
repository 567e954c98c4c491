import {
  type Change,
  type ChangeKind,
  type Position,
  rowId,
  type SessionDetail,
  type SessionRef,
} from '@livekit-dashboard/contracts';
import { getJson } from '../live/rest';

export interface WholeSession {
  readonly changes: readonly Change[];
  readonly since: Position;
}

/**
 * One session over REST, page by page, for when it is too large for a snapshot. All rows are dated by the first page: what changed
 * while the later ones loaded comes again when one follows `since`, and is then the newer.
 */
export async function loadSession({ sid, source }: SessionRef, signal: AbortSignal): Promise<WholeSession> {
  const path = `sessions/${encodeURIComponent(sid)}`;
  const first = await getJson<SessionDetail>(path, { source }, signal);
  const since: Position = { epoch: first.epoch, offset: first.offset };
  const dated = <K extends ChangeKind, T>(kind: K, id: string, value: T) => ({
    kind,
    id: rowId(first.session.source, id),
    offset: since.offset,
    value,
  });
  const childrenOf = ({ participants, tracks }: SessionDetail): Change[] => [
    ...participants.map((row) => dated('participant', row.sid, row)),
    ...tracks.map((row) => dated('track', row.sid, row)),
  ];
  const changes: Change[] = [
    dated('session', sid, first.session),
    ...first.egresses.map((row) => dated('egress', row.id, row)),
    ...first.ingresses.map((row) => dated('ingress', `${row.id}/${row.resourceId ?? ''}`, row)),
    ...childrenOf(first),
  ];
  let { participantsNextCursor: participantsCursor, tracksNextCursor: tracksCursor } = first;
  while (participantsCursor !== null || tracksCursor !== null) {
    const page: SessionDetail = await getJson(path, { source, participantsCursor, tracksCursor }, signal);
    // A list without more pages is sent again with each page of the other: its rows are the same.
    changes.push(...childrenOf(page));
    [participantsCursor, tracksCursor] = [
      participantsCursor && page.participantsNextCursor,
      tracksCursor && page.tracksNextCursor,
    ];
  }
  return { changes: [...new Map(changes.map((change) => [`${change.kind} ${change.id}`, change])).values()], since };
}
