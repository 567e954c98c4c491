import { type ChangeKind, type ChangesTopic, sessionTopic } from '@livekit-dashboard/contracts';
import type { FeedChange } from '../../store/feed';
import type { ChangesRoom } from './changes-room';

/** Kinds of rows that `session:<sid>` carries. An agent is there as the participant it is. */
const OF_A_SESSION: ReadonlySet<ChangeKind> = new Set<ChangeKind>(['session', 'participant', 'track', 'egress']);

/** Gives a change to the open rooms that carry it. */
export function routeChange(
  { change, sessionSid, live }: FeedChange,
  rooms: ReadonlyMap<ChangesTopic, ChangesRoom>,
): void {
  if (live && change.kind === 'session') rooms.get('sessions')?.take(change);
  if (live && change.kind === 'agent') rooms.get('agents')?.take(change);
  if (sessionSid !== null && OF_A_SESSION.has(change.kind)) rooms.get(sessionTopic(sessionSid))?.take(change);
}
