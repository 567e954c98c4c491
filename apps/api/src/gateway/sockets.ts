/** socket.io's classes with our events on both ends, and what we keep on a socket. */
import type { ClientToServerEvents, ServerToClientEvents, Topic } from '@livekit-dashboard/contracts';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { AnyRoom } from './rooms/room';

/** A topic a socket asked for. `joining`: its answer is under way. A new request makes a new one, which voids the older. */
export interface Membership {
  readonly room: AnyRoom;
  joining: boolean;
}

/** socket.io's room of a topic. A socket has a room of its own id too: the prefix keeps them apart. */
export const wireRoom = (topic: Topic): string => `topic:${topic}`;

export interface SocketData {
  readonly topics: Map<Topic, Membership>;
  /** Characters of answers handed out since the buffer was last empty: they are no sign of slowness. */
  answered: number;
  /** Requests in this second. */
  requests: number;
  /** Set while it is out of its topics because it does not read. */
  slow: { readonly since: number; readonly topics: readonly Topic[] } | null;
}

export type DashboardServer = Server<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;
export type DashboardSocket = Socket<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;
