/** socket.io's types with our events, and the state of a socket. */
import type { ClientToServerEvents, ServerToClientEvents, Topic } from '@livekit-dashboard/contracts';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { ReadTurns } from './read-turns';
import type { AnyChannel } from './channels/channel';

/** A topic that a socket requested. `joining`: the answer is not sent yet. A new request replaces the older one. */
export interface Membership {
  readonly channel: AnyChannel;
  joining: boolean;
}

interface SocketData {
  readonly topics: Map<Topic, Membership>;
  readonly reads: ReadTurns;
  /** Characters of the answers sent since the buffer was last empty: they do not mean that the socket is slow. */
  answered: number;
  /** Number of requests in the current second. */
  requests: number;
  /** Set while it is removed from its topics because it does not read. */
  slow: { readonly since: number; readonly topics: readonly Topic[] } | null;
}

export type DashboardServer = Server<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;
export type DashboardSocket = Socket<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;
