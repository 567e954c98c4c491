/**
 * A bare socket for tests of the gateway: records each message in order of arrival, without the recovery of the client
 * library.
 */
import { once } from 'node:events';
import type {
  ChangesMessage,
  ClientToServerEvents,
  EventsMessage,
  Position,
  ResetMessage,
  ServerToClientEvents,
  SubscribeReply,
} from '@livekit-dashboard/contracts';
import { io, type Socket } from 'socket.io-client';

export type Seen =
  | { readonly what: 'reply'; readonly reply: SubscribeReply }
  | { readonly what: 'changes'; readonly message: ChangesMessage }
  | { readonly what: 'events'; readonly message: EventsMessage }
  | { readonly what: 'reset'; readonly message: ResetMessage };

export class WireClient {
  readonly seen: Seen[] = [];
  heartbeats = 0;

  private constructor(readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>) {
    socket.on('changes', (message) => this.note({ what: 'changes', message }));
    socket.on('events', (message) => this.note({ what: 'events', message }));
    socket.on('reset', (message) => this.note({ what: 'reset', message }));
    socket.on('heartbeat', () => this.heartbeats++);
  }

  static async connect(url: string, headers: Record<string, string> = {}): Promise<WireClient> {
    const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: headers,
    });
    const client = new WireClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return client;
  }

  subscribe(topic: string, since?: Position): Promise<SubscribeReply> {
    return new Promise((resolve) => {
      this.socket.emit('subscribe', since ? { topic, since } : { topic }, (reply) => {
        this.note({ what: 'reply', reply });
        resolve(reply);
      });
    });
  }

  /** Resolves once the messages received so far satisfy the predicate. */
  async until(satisfied: (seen: readonly Seen[]) => boolean, ms = 5000): Promise<void> {
    const end = AbortSignal.timeout(ms);
    while (!satisfied(this.seen)) await once(this.noted, 'noted', { signal: end });
  }

  messages(): ChangesMessage[] {
    return this.seen.flatMap((seen) => (seen.what === 'changes' ? [seen.message] : []));
  }

  events(): EventsMessage[] {
    return this.seen.flatMap((seen) => (seen.what === 'events' ? [seen.message] : []));
  }

  /** Resolves once the topic's messages reach that offset. */
  reaches(offset: number, ms?: number): Promise<void> {
    return this.until(() => [...this.messages(), ...this.events()].some(({ toOffset }) => toOffset >= offset), ms);
  }

  close(): void {
    this.socket.disconnect();
  }

  private readonly noted = new EventTarget();

  private note(seen: Seen): void {
    this.seen.push(seen);
    this.noted.dispatchEvent(new Event('noted'));
  }
}
