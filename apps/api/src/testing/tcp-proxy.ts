/**
 * A cable to PostgreSQL that a test can cut, or make hang: connections stay, nothing passes. Lifecycle: `close` ends it.
 */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

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

  static async before(databaseUrl: string): Promise<TcpProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, new URL(databaseUrl));
  }

  /** The database's URL by way of this proxy. */
  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP socket has a port');
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String(address.port);
    return url.href;
  }

  /** Breaks every connection, and each new one. */
  cut(): void {
    this.down = true;
    for (const pair of this.pairs) this.end(pair);
  }

  /** Nothing passes any more, and nobody is told. */
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
    const far = connect({ host: this.target.hostname, port: Number(this.target.port || 5432) });
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
