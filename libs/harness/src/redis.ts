/**
 * A redis-server on a free port of loopback, for tests that stop, pause and restart Redis. It stores nothing on disk.
 * Lifecycle: `startOwnRedis` resolves when it accepts connections; `stop` ends it, `start` starts it again at the same
 * address.
 */
import { type Child, startChild } from './child';
import { findRedis } from './find-program';
import { freePort } from './free-port';

export class OwnRedis {
  private child: Child | null = null;

  constructor(
    private readonly program: string,
    private readonly port: number,
  ) {}

  /** host:port. */
  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  get url(): string {
    return `redis://${this.address}`;
  }

  async start(): Promise<void> {
    this.child = await startChild({
      command: this.program,
      args: ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
      env: {},
      ready: ({ output }) => output.includes('Ready to accept connections'),
    });
  }

  /** Suspends the process: connections stay open, no command is answered. */
  pause(): void {
    this.child?.signal('SIGSTOP');
  }

  resume(): void {
    this.child?.signal('SIGCONT');
  }

  /** Kills it, even while it is paused. */
  async stop(): Promise<void> {
    const child = this.child;
    this.child = null;
    await child?.kill();
  }
}

export async function startOwnRedis(): Promise<OwnRedis> {
  const program = findRedis();
  if (program === null) throw new Error('No redis-server on PATH');
  const redis = new OwnRedis(program, await freePort());
  await redis.start();
  return redis;
}
