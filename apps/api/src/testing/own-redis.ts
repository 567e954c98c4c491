/**
 * A redis-server of one's own on a free port, for tests that stop, pause and start Redis (`describeWith({ redisServer: true })`).
 * It keeps nothing on disk. Lifecycle: `startOwnRedis` resolves when it answers; `stop` ends it for good or until `start`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { redisServer } from './services';

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP socket has a port');
  return address.port;
}

export class OwnRedis {
  #process: ChildProcess | null = null;

  constructor(
    private readonly program: string,
    private readonly port: number,
  ) {}

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const options = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const child = spawn(this.program, options, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#process = child;
    let log = '';
    for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
      log += String(chunk);
      if (log.includes('Ready to accept connections')) break;
    }
    if (!log.includes('Ready to accept connections')) throw new Error(`redis-server did not start:\n${log}`);
    child.stdout.resume();
  }

  /** Holds the process still: connections stay open, nothing is answered. */
  pause(): void {
    this.#process?.kill('SIGSTOP');
  }

  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child?.exitCode !== null || child.signalCode !== null) return; // never started, or gone
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}

export async function startOwnRedis(): Promise<OwnRedis> {
  if (redisServer === null) throw new Error('no redis-server on PATH');
  const redis = new OwnRedis(redisServer, await freePort());
  await redis.start();
  return redis;
}
