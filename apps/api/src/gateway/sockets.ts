/** socket.io's classes with our events on both ends, and what we keep on a socket. */
import type { ClientToServerEvents, ServerToClientEvents, Topic } from '@livekit-dashboard/contracts';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { ReadTurns } from './read-turns';
import type { AnyChannel } from './channels/channel';

/** A topic a socket asked for. `joining`: its answer is under way. A new request makes a new one, which voids the older. */
export interface Membership {
  readonly channel: AnyChannel;
  joining: boolean;
}

interface SocketData {
  readonly topics: Map<Topic, Membership>;
  readonly reads: ReadTurns;
  /** Characters of answers handed out since the buffer was last empty: they are no sign of slowness. */
  answered: number;
  /** Requests in this second. */
  requests: number;
  /** Set while it is out of its topics because it does not read. */
  slow: { readonly since: number; readonly topics: readonly Topic[] } | null;
}

export type DashboardServer = Server<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;
export type DashboardSocket = Socket<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;
