/**
 * The socket of a client: WebSocket only. It reconnects without a limit, after short pauses with jitter, and is closed when it is silent
 * (TCP alone detects a cut cable after minutes).
 * Lifecycle: it connects when constructed; `close` ends it for good.
 */
import type { ClientToServerEvents, ServerToClientEvents } from '@livekit-dashboard/contracts';
import { io, type Socket } from 'socket.io-client';
import { DEFAULT_STALE_AFTER_MS, type DashboardClientOptions } from './options';
import { Watchdog } from './watchdog';

export type DashboardSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

const RECONNECT = { reconnectionDelay: 250, reconnectionDelayMax: 5000, randomizationFactor: 0.5, timeout: 5000 };
/** Max pause in ms before the next attempt after the server refused a connection; socket.io itself makes none. */
const AFTER_REFUSAL_MS = 5000;
/** How long a large reply may take on a slow network, in ms: no packet is complete meanwhile. */
const LARGE_REPLY_MS = 20_000;

export interface LinkListener {
  up(): void;
  down(): void;
  /** Whether a request is pending whose reply may be large. */
  requesting(): boolean;
}

export class Link {
  readonly socket: DashboardSocket;
  private readonly watchdog: Watchdog;
  private retry: ReturnType<typeof setTimeout> | null = null;

  constructor(options: DashboardClientOptions, listener: LinkListener) {
    const staleAfterMs = options.staleAfterMs ?? DEFAULT_STALE_AFTER_MS;
    const limit = () => (listener.requesting() ? Math.max(LARGE_REPLY_MS, staleAfterMs) : staleAfterMs);
    this.watchdog = new Watchdog(limit, () => this.socket.io.engine.close());
    this.socket = connect(options);
    this.socket.io.on('packet', () => this.watchdog.seen());
    this.socket.on('connect', () => {
      this.watchdog.arm();
      listener.up();
    });
    this.socket.on('disconnect', () => {
      this.watchdog.disarm();
      listener.down();
      this.connectAgain();
    });
    this.socket.on('connect_error', () => this.connectAgain());
    this.socket.connect();
  }

  close(): void {
    if (this.retry !== null) clearTimeout(this.retry);
    this.watchdog.disarm();
    this.socket.off();
    this.socket.disconnect();
  }

  /** Socket.io reconnects after network errors, but not after the server refused or closed the connection. */
  private connectAgain(): void {
    if (this.socket.active || this.retry !== null) return;
    this.retry = setTimeout(
      () => {
        this.retry = null;
        this.socket.connect();
      },
      AFTER_REFUSAL_MS * (0.5 + Math.random() / 2),
    );
  }
}

function connect({ url, token }: DashboardClientOptions): DashboardSocket {
  const options = {
    transports: ['websocket'],
    forceNew: true,
    autoConnect: false,
    ...RECONNECT,
    ...(token === undefined ? {} : { auth: { token } }),
  };
  return url === undefined ? io(options) : io(url, options);
}
