/**
 * A TCP proxy in front of a server, whose connections a test can cut or make hang. Lifecycle: `before` listens on a
 * free port of loopback; `close` ends the listener and every connection.
 */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'postgres:': 5432, 'postgresql:': 5432 };

export class TcpProxy {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private hanging = false;
  private down = false;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('connection', (near) => this.join(near));
  }

  /** `target`: the URL of the server, of which host and port are used. The server need not be listening yet. */
  static async before(target: string): Promise<TcpProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, new URL(target));
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** `http://127.0.0.1:port`. */
  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The target's URL through this proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String(this.port);
    return url.href;
  }

  /** Breaks every connection, and each new one, until `mend`. */
  cut(): void {
    this.down = true;
    this.breakAll();
  }

  /** Breaks every connection; new ones work, as after a change of networks. */
  breakAll(): void {
    for (const pair of this.pairs) this.end(pair);
  }

  /** Connections stay open and no byte passes, until `mend`. Neither end is notified. */
  hang(): void {
    this.hanging = true;
    for (const pair of this.pairs) for (const socket of pair) socket.pause();
  }

  mend(): void {
    this.down = this.hanging = false;
    for (const pair of this.pairs) for (const socket of pair) socket.resume();
  }

  close(): void {
    this.cut();
    this.server.close();
  }

  private join(near: Socket): void {
    if (this.down) {
      near.destroy();
      return;
    }
    const port = Number(this.target.port || DEFAULT_PORTS[this.target.protocol]);
    const far = connect({ host: this.target.hostname, port });
    const pair = [near, far] as const;
    this.pairs.add(pair);
    const directions = [
      [near, far],
      [far, near],
    ] as const;
    for (const [from, to] of directions) {
      from.on('data', (chunk) => to.write(chunk));
      from.on('error', () => this.end(pair));
      from.on('close', () => this.end(pair));
      if (this.hanging) from.pause();
    }
  }

  private end(pair: readonly [Socket, Socket]): void {
    this.pairs.delete(pair);
    for (const socket of pair) socket.destroy();
  }
}
