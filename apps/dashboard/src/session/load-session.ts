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
 * Loads one session from REST, page by page, if it is too large for a snapshot. All rows have the offset of the first
 * page: rows that changed while later pages were loading are sent again to a subscription from `since`, with newer
 * values.
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
    // A list without more pages is repeated with each page of the other list.
    changes.push(...childrenOf(page));
    [participantsCursor, tracksCursor] = [
      participantsCursor && page.participantsNextCursor,
      tracksCursor && page.tracksNextCursor,
    ];
  }
  return { changes: [...new Map(changes.map((change) => [`${change.kind} ${change.id}`, change])).values()], since };
}
