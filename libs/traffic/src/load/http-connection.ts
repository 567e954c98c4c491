/**
 * One keep-alive HTTP/1.1 connection for load tests: writes requests that were prepared before the run, one at a time,
 * and reads as little of the response as possible. A full HTTP client would use more CPU than the server that it
 * measures. If the connection breaks, the current request rejects; the next `exchange` connects again.
 */
import { connect, type Socket } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');

interface Waiting {
  resolve: (status: number) => void;
  reject: (error: Error) => void;
}

export class HttpConnection {
  private socket: Socket | null = null;
  private waiting: Waiting | null = null;
  private received: Buffer = Buffer.alloc(0);

  constructor(
    private readonly host: string,
    private readonly port: number,
  ) {}

  /** Sends one request; resolves to the status of the response. */
  exchange(request: Buffer): Promise<number> {
    if (this.waiting) throw new Error('One request at a time');
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      (this.socket ??= this.open()).write(request);
    });
  }

  close(): void {
    this.socket?.destroy();
  }

  private open(): Socket {
    const socket = connect({ host: this.host, port: this.port, noDelay: true });
    socket.on('data', (chunk) => this.read(chunk));
    socket.on('error', (error) => this.drop(socket, error));
    socket.on('close', () => this.drop(socket, new Error('Connection closed')));
    return socket;
  }

  private drop(socket: Socket, error: Error): void {
    if (this.socket !== socket) return;
    this.socket = null;
    this.received = Buffer.alloc(0);
    const waiting = this.waiting;
    this.waiting = null;
    waiting?.reject(error);
  }

  private read(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const headEnd = this.received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.received.toString('latin1', 0, headEnd);
    const bodyLength = Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    if (this.received.length < headEnd + HEAD_END.length + bodyLength) return;
    const closing = /connection: *close/i.test(head);
    const waiting = this.waiting;
    this.waiting = null;
    this.received = Buffer.alloc(0);
    waiting?.resolve(Number(head.slice(9, 12)));
    if (closing) this.socket?.destroy();
  }
}

/** The bytes of a POST to `url`. */
export function prepareRequest(url: URL, headers: Readonly<Record<string, string>>, body: string): Buffer {
  const length = Buffer.byteLength(body);
  const lines = Object.entries({ host: url.host, ...headers, 'content-length': String(length) });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(`POST ${url.pathname} HTTP/1.1\r\n${head}\r\n${body}`);
}
