/**
 * The product under test: the built api, which serves the built page, on an embedded PostgreSQL in a folder of its own.
 * Lifecycle: `start` resolves when it is ready; it may be stopped, killed, frozen and started again on the same data;
 * `remove` ends it and deletes the data. It never outlives its parent's normal end.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../free-port';
import { API_KEY, API_SECRET, postWebhook } from './webhooks';
import { builtProgram } from '../workspace';

const READY_WITHIN_MS = 60_000;
const KEPT_LOG = 8_000;

export class Dashboard {
  private child: ChildProcess | null = null;
  private log = '';

  private constructor(
    private readonly folder: string,
    private port: number,
    /** Further environment variables, which apply from the next start. */
    public environment: Readonly<Record<string, string>>,
  ) {}

  static async start(environment: Readonly<Record<string, string>> = {}): Promise<Dashboard> {
    const folder = await mkdtemp(join(tmpdir(), 'livekit-dashboard-e2e-'));
    const dashboard = new Dashboard(folder, await freePort(), environment);
    await dashboard.start();
    return dashboard;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** On the same port, unless another one is given. */
  async start(port = this.port): Promise<void> {
    this.port = port;
    const child = spawn(process.execPath, ['--enable-source-maps', builtProgram('api', 'main.js')], {
      cwd: this.folder, // a folder without a .env
      env: {
        PATH: process.env['PATH'] ?? '',
        NODE_ENV: 'production',
        LOG_LEVEL: 'warn',
        PORT: String(port),
        DATA_DIR: join(this.folder, 'data'),
        LIVEKIT_API_KEY: API_KEY,
        LIVEKIT_API_SECRET: API_SECRET,
        ...this.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const onExit = (): boolean => child.kill('SIGKILL');
    process.once('exit', onExit);
    child.once('exit', () => process.off('exit', onExit));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.log = (this.log + chunk.toString()).slice(-KEPT_LOG)));
    }
    this.child = child;
    await this.ready(child);
  }

  private async ready(child: ChildProcess): Promise<void> {
    const deadline = performance.now() + READY_WITHIN_MS;
    while (!(await this.answers())) {
      if (hasEnded(child) || performance.now() > deadline) throw new Error(`The api is not ready:\n${this.log}`);
      await sleep(50);
    }
  }

  private async answers(): Promise<boolean> {
    const answer = await fetch(`${this.origin}/api/health/ready`).catch(() => null);
    await answer?.arrayBuffer();
    return answer?.ok === true;
  }

  signal(name: NodeJS.Signals): void {
    this.child?.kill(name);
  }

  /** Sends it that signal; resolves when it has ended. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child || hasEnded(child)) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  async remove(): Promise<void> {
    await this.end('SIGKILL');
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Posts webhooks one after the other, each acknowledged. Text is posted byte for byte. */
  async post(...bodies: readonly (object | string)[]): Promise<void> {
    for (const body of bodies) {
      const status = await postWebhook(this.origin, typeof body === 'string' ? body : JSON.stringify(body));
      if (status !== 200) throw new Error(`The webhook was answered with ${status}:\n${this.log}`);
    }
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;
