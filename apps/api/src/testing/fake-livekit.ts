/**
 * A scripted LiveKit API: lists what the test sets, in LiveKit's snake case, and answers late or wrongly on demand.
 * Lifecycle: `start` listens on its own port, `stop` ends it.
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

/** A participant that is in and publishes nothing. */
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

interface ReceivedRequest {
  readonly room?: string;
  readonly active?: boolean;
  readonly egress_id?: string;
  readonly identity?: string;
}

export class FakeLiveKit {
  rooms: readonly FakeRoom[] = [];
  /** Every known egress, also ended ones; null: LiveKit runs without Redis. */
  egresses: readonly Json[] | null = [];
  ingresses: readonly Json[] | null = [];
  /** Identities that are listed although no node serves them. */
  phantoms: readonly string[] = [];
  /** An error that answers every request. */
  refusal: { readonly status: number; readonly code: string } | null = null;
  /** A body that answers every request, with 200. */
  garbage: string | null = null;
  /** Requests by method, with the API keys that signed them. */
  readonly requests: { readonly method: string; readonly key: string }[] = [];
  private held: (() => void)[] | null = null;
  private readonly received = new EventTarget();

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
    return this.requests.filter((one) => one.method === method).length;
  }

  /** Resolves once that many requests of a method were received. */
  async until(method: string, count: number): Promise<void> {
    const signal = AbortSignal.timeout(10_000);
    while (this.count(method) < count) await once(this.received, 'request', { signal });
  }

  /** From now on responses are computed on request, and sent on `release`. */
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
    const body = JSON.parse(Buffer.concat((await request.toArray()) as Buffer[]).toString()) as ReceivedRequest;
    const method = request.url?.split('/').at(-1) ?? '';
    const claims = (request.headers.authorization ?? '').split('.')[1] ?? '';
    const { iss } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { iss: string };
    const [status, answer] = this.refusal
      ? [this.refusal.status, JSON.stringify({ code: this.refusal.code, msg: 'no' })]
      : (this.notConnected(method) ??
        this.noNode(method, body) ?? [200, this.garbage ?? JSON.stringify(this.list(method, body))]);
    const send = (): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(answer);
    if (this.held) this.held.push(send);
    else send();
    this.requests.push({ method, key: iss });
    this.received.dispatchEvent(new Event('request'));
  }

  private notConnected(method: string): [number, string] | null {
    const service = { ListEgress: 'egress', ListIngress: 'ingress' }[method];
    if (service === undefined || (service === 'egress' ? this.egresses : this.ingresses) !== null) return null;
    return [500, JSON.stringify({ code: 'internal', msg: `${service} not connected (redis required)` })];
  }

  private noNode(method: string, { identity = '' }: ReceivedRequest): [number, string] | null {
    if (method !== 'UpdateSubscriptions' || !this.phantoms.includes(identity)) return null;
    return [503, JSON.stringify({ code: 'unavailable', msg: 'twirp error unknown: no response from servers' })];
  }

  private list(method: string, { room: name, active, egress_id: id }: ReceivedRequest): Json {
    if (method === 'ListParticipants') {
      return { participants: this.rooms.find((room) => room.name === name)?.participants ?? [] };
    }
    if (method === 'UpdateSubscriptions') return {};
    if (method === 'ListIngress') return { items: this.ingresses };
    if (method === 'ListEgress') {
      const open = (one: Json): boolean => /STARTING|ACTIVE|ENDING/.test(String(one['status']));
      return { items: this.egresses?.filter((one) => (id ? one['egress_id'] === id : !active || open(one))) };
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
