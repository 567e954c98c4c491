/**
 * LiveKit's RoomService as a test wants it: lists what it is told, in LiveKit's snake case, answers late or wrong on demand.
 * Lifecycle: `start` listens on a port of its own, `stop` ends it.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Record<string, unknown>;

export interface FakeParticipant {
  readonly sid: string;
  readonly identity?: string;
  readonly [field: string]: unknown;
}

export interface FakeRoom {
  readonly sid: string;
  readonly name: string;
  readonly participants?: readonly FakeParticipant[];
  readonly [field: string]: unknown;
}

/** Somebody in, publishing nothing. */
export const present = (sid: string, more: Json = {}): FakeParticipant => ({
  sid,
  identity: sid.toLowerCase(),
  name: sid,
  state: 'ACTIVE',
  kind: 'STANDARD',
  version: 3,
  metadata: '',
  attributes: {},
  joined_at_ms: String(Date.now() - 5_000),
  disconnect_reason: 'UNKNOWN_REASON',
  tracks: [],
  ...more,
});

export const published = (sid: string, more: Json = {}): Json => ({
  sid,
  name: 'mic',
  type: 'AUDIO',
  source: 'MICROPHONE',
  mime_type: 'audio/red',
  width: 0,
  height: 0,
  version: { unix_micro: String((Date.now() - 4_000) * 1000), ticks: 0 },
  ...more,
});

export class FakeLiveKit {
  rooms: readonly FakeRoom[] = [];
  /** What every request is answered with instead. */
  refusal: { readonly status: number; readonly code: string } | null = null;
  /** Requests by method, and the API keys they were signed with. */
  readonly asked: { readonly method: string; readonly key: string }[] = [];
  private held: (() => void)[] | null = null;
  private readonly told = new EventTarget();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeLiveKit> {
    const server = createServer();
    const fake = new FakeLiveKit(server);
    server.on('request', (request, response) => void fake.answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return fake;
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  count(method: string): number {
    return this.asked.filter((one) => one.method === method).length;
  }

  /** Resolves once that many requests of a method came. */
  async until(method: string, count: number): Promise<void> {
    const signal = AbortSignal.timeout(10_000);
    while (this.count(method) < count) await once(this.told, 'asked', { signal });
  }

  /** From now on answers are made as a request comes, and sent on `release`. */
  hold(): void {
    this.held ??= [];
  }

  release(): void {
    const held = this.held ?? [];
    this.held = null;
    for (const send of held) send();
  }

  async stop(): Promise<void> {
    this.release();
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(Buffer.concat((await request.toArray()) as Buffer[]).toString()) as { room?: string };
    const method = request.url?.split('/').at(-1) ?? '';
    const claims = (request.headers.authorization ?? '').split('.')[1] ?? '';
    const { iss } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { iss: string };
    const [status, answer] = this.refusal
      ? [this.refusal.status, JSON.stringify({ code: this.refusal.code, msg: 'no' })]
      : [200, JSON.stringify(this.list(method, body.room))];
    const send = (): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(answer);
    if (this.held) this.held.push(send);
    else send();
    this.asked.push({ method, key: iss });
    this.told.dispatchEvent(new Event('asked'));
  }

  private list(method: string, name: string | undefined): Json {
    if (method === 'ListParticipants') {
      return { participants: this.rooms.find((room) => room.name === name)?.participants ?? [] };
    }
    const created = String(Date.now() - 60_000);
    return {
      rooms: this.rooms.map(({ participants: _, ...room }) => ({
        creation_time_ms: created,
        metadata: '',
        turn_password: 'hunter2',
        ...room,
      })),
    };
  }
}
