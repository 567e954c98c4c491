import { type ChangeKind, type ChangesTopic, sessionTopic } from '@livekit-dashboard/contracts';
import type { FeedChange } from '../../store/stream/feed';
import type { ChangesChannel } from './changes-channel';

/** Kinds of rows that the topic of a session carries. An agent is one of its participants. */
const OF_A_SESSION: ReadonlySet<ChangeKind> = new Set<ChangeKind>([
  'session',
  'participant',
  'track',
  'egress',
  'ingress',
]);

/** Passes a change to the open channels that carry it. */
export function routeChange(
  { change, source, sessionSid, live }: FeedChange,
  channels: ReadonlyMap<ChangesTopic, ChangesChannel>,
): void {
  if (live && change.kind === 'session') channels.get('sessions')?.take(change);
  if (live && change.kind === 'agent') channels.get('agents')?.take(change);
  if (change.kind === 'egress') channels.get('egresses')?.take(change);
  if (change.kind === 'ingress') channels.get('ingresses')?.take(change);
  if (sessionSid === null || !OF_A_SESSION.has(change.kind)) return;
  channels.get(sessionTopic(sessionSid, source))?.take(change);
  channels.get(sessionTopic(sessionSid))?.takeOf(source, change);
}
