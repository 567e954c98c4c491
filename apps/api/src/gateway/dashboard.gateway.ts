import type { IncomingMessage, ServerResponse } from 'node:http';
import { HEARTBEAT_MS, SOCKET_PATH, type SubscribeReply, type UnsubscribeReply } from '@livekit-dashboard/contracts';
import { type BeforeApplicationShutdown, Logger } from '@nestjs/common';
import { type OnGatewayInit, WebSocketGateway } from '@nestjs/websockets';
import { Config } from '../config/config';
import { refuse } from './answers/answer';
import { bytesSent, sockets } from './gateway.metrics';
import { Wire } from './channels/wire';
import { responseText } from '../http/http-adapter';
import { SECURITY_HEADERS } from '../http/install-http';
import { RequestPolicy } from '../http/request-policy';
import { closeAllWithin } from './socket-buffer';
import type { DashboardServer, DashboardSocket } from './sockets';
import { ReadTurns } from './read-turns';
import { checkSubscribe, checkUnsubscribe } from './subscribe-request';
import { Subscriptions } from './subscriptions';

/**
 * A connection that breaks silently is detected within 20 s here (the client's watchdog is faster). Requests are small.
 */
const OPTIONS = {
  path: SOCKET_PATH,
  transports: ['websocket' as const],
  pingInterval: 10_000,
  pingTimeout: 10_000,
  connectTimeout: 10_000,
  maxHttpBufferSize: 16 * 1024,
  // One frame serves all subscribers; with compression each would need its own.
  perMessageDeflate: false,
  httpCompression: false,
  serveClient: false,
};

type Reply<R> = (reply: R) => void;

const REQUESTS_PER_SECOND = 100;
const TOO_FAST = refuse('bad_request', `More than ${REQUESTS_PER_SECOND} requests in a second.`);

/** How long a socket that does not answer may delay the shutdown, in ms. */
const CLOSE_GRACE_MS = 1000;

/**
 * Accepts sockets, validates requests and passes them on, and sends the heartbeat. Lifecycle: from the server's start;
 * at shutdown the heartbeat stops and the sockets are closed, so that their clients reconnect to another replica.
 */
@WebSocketGateway(OPTIONS)
export class DashboardGateway implements OnGatewayInit<DashboardServer>, BeforeApplicationShutdown {
  private heart: NodeJS.Timeout | null = null;
  private readonly logger = new Logger('Gateway');
  private readonly policy: RequestPolicy;
  private server: DashboardServer | null = null;
  private closing = false;

  constructor(
    config: Config,
    private readonly wire: Wire,
    private readonly subscriptions: Subscriptions,
  ) {
    this.policy = new RequestPolicy(config);
  }

  afterInit(server: DashboardServer): void {
    this.server = server;
    // At the upgrade, before engine.io creates a session: a later check would let every site hold sessions until they
    // time out.
    server.engine.opts.allowRequest = (request, decided) => {
      const refusal = this.refusalOf(request);
      if (refusal) {
        this.logger.warn(`Refused a socket: ${refusal.detail}`);
        request.socket.end(responseText(refusal.status, refusal.detail));
      }
      decided(refusal?.detail, refusal === null);
    };
    // Not by Nest's handlers: they answer later, and no message may precede the answer.
    server.on('connection', (socket) => this.connected(socket));
    // engine.io answers other requests itself, without the hooks of HTTP.
    server.engine.use((_request: IncomingMessage, reply: ServerResponse, next: () => void) => {
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) reply.setHeader(name, value);
      next();
    });
    this.wire.attach(server);
    this.heart = setInterval(() => this.beat(), HEARTBEAT_MS);
  }

  beforeApplicationShutdown(): void {
    if (this.heart !== null) clearInterval(this.heart);
    this.closing = true;
    if (this.server) closeAllWithin(CLOSE_GRACE_MS, this.server);
  }

  private refusalOf({ method = 'GET', headers, socket }: IncomingMessage) {
    if (this.closing) return { status: 503, detail: 'This process is shutting down.' };
    return this.policy.refusalOf({ method, headers, localAddress: socket.localAddress, route: `${SOCKET_PATH}/` });
  }

  private connected(socket: DashboardSocket): void {
    Object.assign(socket.data, { topics: new Map(), reads: new ReadTurns(), answered: 0, requests: 0, slow: null });
    sockets.inc();
    socket.conn.on('packetCreate', ({ data }: { data?: unknown }) => {
      if (typeof data === 'string') bytesSent.inc(data.length);
    });
    socket.on('subscribe', (request, reply) => this.subscribe(socket, request, answerable(reply)));
    socket.on('unsubscribe', (request, reply) => this.unsubscribe(socket, request, answerable(reply)));
    socket.on('disconnect', () => {
      sockets.dec();
      this.subscriptions.leaveAll(socket);
      socket.data.reads.close();
    });
  }

  private subscribe(socket: DashboardSocket, request: unknown, reply: Reply<SubscribeReply>): void {
    if (!this.inTime(socket)) return reply(TOO_FAST);
    const checked = checkSubscribe(request);
    if ('ok' in checked) return reply(checked);
    void this.subscriptions.subscribe(socket, checked.topic, checked.since, reply);
  }

  private unsubscribe(socket: DashboardSocket, request: unknown, reply: Reply<UnsubscribeReply>): void {
    if (!this.inTime(socket)) return reply(TOO_FAST);
    const checked = checkUnsubscribe(request);
    if ('ok' in checked) return reply(checked);
    this.subscriptions.unsubscribe(socket, checked.topic, reply);
  }

  private inTime(socket: DashboardSocket): boolean {
    socket.data.requests++;
    return socket.data.requests <= REQUESTS_PER_SECOND;
  }

  private beat(): void {
    this.wire.heartbeat();
    for (const socket of this.wire.sockets()) socket.data.requests = 0;
  }
}

/** The types promise a function, but a hostile client may send none; then the answer is dropped. */
function answerable<R>(reply: Reply<R>): Reply<R> {
  return typeof reply === 'function' ? reply : () => undefined;
}
