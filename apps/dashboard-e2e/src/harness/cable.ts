/**
 * A cable between a browser and the product that a test can make silent: connections stay, nothing passes, nobody is told.
 * Lifecycle: `lay` listens, `close` ends it and every connection through it.
 */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

export class Cable {
  private readonly ends = new Set<Socket>();
  private silent = false;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('connection', (near) => this.join(near));
  }

  /** To the server at `origin`. */
  static async lay(origin: string): Promise<Cable> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Cable(server, new URL(origin));
  }

  /** What to open in the browser. */
  get origin(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP socket has a port');
    return `http://127.0.0.1:${address.port}`;
  }

  silence(): void {
    this.silent = true;
    for (const socket of this.ends) socket.pause();
  }

  /** What was silent stays dead, as after a change of networks; new connections pass. */
  mend(): void {
    this.silent = false;
    for (const socket of this.ends) socket.destroy();
  }

  close(): void {
    this.mend();
    this.server.close();
  }

  private join(near: Socket): void {
    const far = connect({ host: this.target.hostname, port: Number(this.target.port) });
    this.carry(near, far);
    this.carry(far, near);
  }

  private carry(from: Socket, to: Socket): void {
    this.ends.add(from);
    from.on('data', (chunk) => to.write(chunk));
    from.on('error', () => undefined); // what broke is closed next
    from.on('close', () => {
      this.ends.delete(from);
      to.destroy();
    });
    if (this.silent) from.pause();
  }
}
