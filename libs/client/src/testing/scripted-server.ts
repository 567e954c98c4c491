/** A server for tests of the client: real sockets on a port of its own, answers as the test says. */
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  Change,
  ChangesMessage,
  ClientToServerEvents,
  Position,
  ServerToClientEvents,
  Session,
  SubscribeReply,
  SubscribeRequest,
} from '@livekit-dashboard/contracts';
import { Server } from 'socket.io';

export const EPOCH = '11111111-1111-4111-8111-111111111111';

/** A session change; only what the client reads. */
export const row = (id: string, offset: number, state: 'active' | 'ended' = 'active'): Change => ({
  kind: 'session',
  id,
  offset,
  value: { sid: id, state } as Session,
});
export const gone = (id: string, offset: number): Change => ({ kind: 'session', id, offset, value: null });

export class ScriptedServer {
  readonly requests: SubscribeRequest[] = [];
  readonly unsubscribed: string[] = [];
  serverTime = () => new Date().toISOString();
  /** What to answer; null: nothing at all. */
  answer: (request: SubscribeRequest) => Partial<SubscribeReply> | null = () => ({
    ok: true,
    mode: 'snapshot',
    offset: 0,
    changes: [],
  });
  private http: HttpServer;
  private io: Server<ClientToServerEvents, ServerToClientEvents>;
  private heart: NodeJS.Timeout | null = null;
  private beats = 0;
  private readonly noted = new EventTarget();

  private constructor(private readonly port: number) {
    [this.http, this.io] = this.open();
  }

  static async start(): Promise<ScriptedServer> {
    const server = new ScriptedServer(0);
    await server.listen();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  get connections(): number {
    return this.io.sockets.sockets.size;
  }

  beat(everyMs: number): void {
    this.heart = setInterval(() => {
      this.io.emit('heartbeat', { serverTime: this.serverTime() });
      this.beats += 1;
      this.noted.dispatchEvent(new Event('noted'));
    }, everyMs);
  }

  /** Resolves once that many heartbeats were sent. */
  async hasBeaten(times: number): Promise<void> {
    await this.until(() => this.beats >= times);
  }

  /** Resolves once no client is connected. */
  async empty(): Promise<void> {
    await this.until(() => this.connections === 0);
  }

  /** Connections stay open and say nothing any more. */
  fallSilent(): void {
    if (this.heart) clearInterval(this.heart);
  }

  changes(
    from: number,
    to: number,
    changes: readonly Change[],
    topic: ChangesMessage['topic'] = 'sessions',
    epoch = EPOCH,
  ): void {
    this.io.emit('changes', { topic, epoch, fromOffset: from, toOffset: to, serverTime: this.serverTime(), changes });
  }

  events(from: number, to: number, offsets: readonly number[]): void {
    const events = offsets.map((offset) => ({ offset })) as never;
    this.io.emit('events', { topic: 'events', epoch: EPOCH, fromOffset: from, toOffset: to, events });
  }

  reset(topic: ChangesMessage['topic'], reason: 'epoch_changed' | 'slow_reader'): void {
    this.io.emit('reset', { topic, reason });
  }

  cut(): void {
    this.io.disconnectSockets(true);
    for (const socket of this.io.sockets.sockets.values()) socket.conn.close();
  }

  /** Cuts as a network does: without a goodbye. */
  drop(): void {
    for (const socket of this.io.sockets.sockets.values()) socket.conn.close();
  }

  /** Resolves once there have been that many subscribe requests. */
  async asked(times: number): Promise<SubscribeRequest> {
    await this.until(() => this.requests.length >= times);
    return this.requests[times - 1]!;
  }

  async close(): Promise<void> {
    this.fallSilent();
    await this.io.close();
  }

  private async until(holds: () => boolean): Promise<void> {
    const signal = AbortSignal.timeout(10_000);
    while (!holds()) await once(this.noted, 'noted', { signal });
  }

  private async listen(): Promise<void> {
    this.http.listen(this.port, '127.0.0.1');
    await once(this.http, 'listening');
  }

  private open(): [HttpServer, Server<ClientToServerEvents, ServerToClientEvents>] {
    const http = createServer();
    const io = new Server<ClientToServerEvents, ServerToClientEvents>(http, { transports: ['websocket'] });
    io.on('connection', (socket) => {
      socket.on('disconnect', () => this.noted.dispatchEvent(new Event('noted')));
      socket.on('subscribe', (request, reply) => {
        const answer = this.answer(request);
        if (answer) reply({ epoch: EPOCH, serverTime: this.serverTime(), ...answer } as SubscribeReply);
        this.requests.push(request);
        this.noted.dispatchEvent(new Event('noted'));
      });
      socket.on('unsubscribe', ({ topic }, reply) => {
        this.unsubscribed.push(topic);
        reply({ ok: true });
        this.noted.dispatchEvent(new Event('noted'));
      });
    });
    return [http, io];
  }
}

/** Notes the calls of an observer as text. */
export class Notes {
  readonly lines: string[] = [];
  private readonly noted = new EventTarget();

  readonly changes = {
    snapshot: (changes: readonly Change[], { offset }: Position) => this.note(`snapshot ${list(changes)}@${offset}`),
    changes: (changes: readonly Change[], { offset }: Position) => this.note(`changes ${list(changes)}@${offset}`),
    reset: (reason: string) => this.note(`reset ${reason}`),
    error: ({ code }: { code: string }) => this.note(`error ${code}`),
  };

  readonly events = {
    snapshot: ({ offset }: Position) => this.note(`snapshot @${offset}`),
    events: (events: readonly { offset: number }[], { offset }: Position) =>
      this.note(`events ${events.map((event) => event.offset).join()}@${offset}`),
    reset: (reason: string) => this.note(`reset ${reason}`),
  };

  note(line: string): void {
    this.lines.push(line);
    this.noted.dispatchEvent(new Event('noted'));
  }

  /** Resolves once there are that many lines. */
  async count(lines: number, ms = 10_000): Promise<string[]> {
    const signal = AbortSignal.timeout(ms);
    while (this.lines.length < lines) await once(this.noted, 'noted', { signal });
    return this.lines;
  }
}

const list = (changes: readonly Change[]): string =>
  changes.map(({ id, offset, value }) => `${id}${value ? '' : '-'}:${offset}`).join();
