/**
 * The api as in production: bundled from this source, in child processes. Lifecycle: `buildApi` bundles into its own
 * folder, `start` resolves when the process is ready, `remove` kills running processes and deletes the folder.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '@livekit-dashboard/harness';

const ROOT = join(import.meta.dirname, '../../../..');
const READY_WITHIN_MS = 30_000;

export const API_KEY = 'devkey';
export const API_SECRET = 'a-secret-for-tests-of-more-than-32-characters';

export class ApiProcess {
  /** Everything that it printed. */
  log = '';

  constructor(
    private readonly child: ChildProcess,
    readonly origin: string,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.log += chunk.toString()));
    }
  }

  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  async isReady(): Promise<boolean> {
    const answer = await fetch(`${this.origin}/api/health/ready`).catch(() => null);
    await answer?.arrayBuffer();
    return answer?.ok === true;
  }

  /** Resolves once it is ready; rejects with its log if it ends or takes too long. */
  async ready(): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await this.isReady())) {
      if (this.ended || Date.now() > deadline) throw new Error(`the api is not ready:\n${this.log}`);
      await sleep(50);
    }
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** The exit code or signal once it has ended. Nest ends an orderly shutdown with the signal that requested it. */
  async gone(): Promise<number | NodeJS.Signals | null> {
    if (!this.ended) await once(this.child, 'exit');
    return this.child.exitCode ?? this.child.signalCode;
  }

  stop(): ReturnType<ApiProcess['gone']> {
    this.signal('SIGTERM');
    return this.gone();
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.gone();
  }
}

export class BuiltApi {
  private readonly processes: ApiProcess[] = [];

  constructor(private readonly folder: string) {}

  /** `env`: its whole environment besides a key, a free port and PATH. */
  async start(env: Readonly<Record<string, string>>): Promise<ApiProcess> {
    const api = await this.spawn(env);
    await api.ready();
    return api;
  }

  /** The same without waiting until it is ready, which may never happen. */
  async spawn(env: Readonly<Record<string, string>>): Promise<ApiProcess> {
    const port = env['PORT'] ?? String(await freePort());
    const child = spawn(process.execPath, ['--enable-source-maps', join(this.folder, 'main.js')], {
      // A folder without a .env file.
      cwd: tmpdir(),
      env: {
        PATH: process.env['PATH'] ?? '',
        NODE_ENV: 'production',
        LOG_LEVEL: 'warn',
        HOST: '127.0.0.1',
        PORT: port,
        // Belongs to this build and is removed with it.
        DATA_DIR: join(this.folder, 'data'),
        LIVEKIT_API_KEY: API_KEY,
        LIVEKIT_API_SECRET: API_SECRET,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const api = new ApiProcess(child, `http://127.0.0.1:${port}`);
    this.processes.push(api);
    return api;
  }

  async remove(): Promise<void> {
    await Promise.all(this.processes.map((api) => api.kill()));
    await rm(this.folder, { recursive: true, force: true });
  }
}

export async function buildApi(): Promise<BuiltApi> {
  // Inside the workspace, so that packages are resolved.
  await mkdir(join(ROOT, 'tmp'), { recursive: true });
  const folder = await mkdtemp(join(ROOT, 'tmp', 'api-under-test-'));
  const rolldown = join(ROOT, 'node_modules/rolldown/bin/cli.mjs');
  const args = [rolldown, '-c', 'apps/api/rolldown.config.mjs', '--dir', folder];
  await promisify(execFile)(process.execPath, args, { cwd: ROOT, env: { PATH: process.env['PATH'] } });
  return new BuiltApi(folder);
}
