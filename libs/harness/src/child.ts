/**
 * A child process. The end of its output is kept, so that a failure can report it.
 * Lifecycle: `startChild` resolves when `ready` says so, or rejects with the output if the program ends before; `stop`
 * asks it to end and resolves when it has, `kill` does not ask. A child never outlives its parent's normal end.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const KEPT_OUTPUT = 4_000;
/** A program that does not end on request is killed after this, in ms. */
const STOP_MS = 10_000;

export interface ChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  /**
   * The whole environment: nothing of the parent's but PATH is added, so that a developer's settings change nothing.
   */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly ready: (child: Child) => boolean | Promise<boolean>;
  readonly readyWithinMs?: number;
}

export class Child {
  output = '';

  constructor(private readonly process: ChildProcess) {
    for (const stream of [process.stdout, process.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output = (this.output + chunk.toString()).slice(-KEPT_OUTPUT)));
    }
  }

  get pid(): number {
    if (this.process.pid === undefined) throw new Error('The program did not start');
    return this.process.pid;
  }

  get ended(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  signal(name: NodeJS.Signals): void {
    this.process.kill(name);
  }

  async stop(): Promise<void> {
    const giveUp = setTimeout(() => this.process.kill('SIGKILL'), STOP_MS);
    await this.end('SIGTERM');
    clearTimeout(giveUp);
  }

  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.ended) return;
    const gone = once(this.process, 'exit');
    this.process.kill(signal);
    await gone;
  }
}

export async function startChild(options: ChildOptions): Promise<Child> {
  const { command, args, env, cwd, ready, readyWithinMs = 60_000 } = options;
  const spawned = spawn(command, args, {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const child = new Child(spawned);
  const onExit = (): boolean => spawned.kill('SIGKILL');
  process.once('exit', onExit);
  spawned.once('exit', () => process.off('exit', onExit));
  spawned.once('error', (error) => (child.output += String(error)));
  const deadline = performance.now() + readyWithinMs;
  while (!(await ready(child))) {
    if (!child.ended && spawned.pid !== undefined && performance.now() < deadline) {
      await sleep(50);
      continue;
    }
    await child.kill();
    throw new Error(`${command} ${args.join(' ')} did not become ready:\n${child.output}`);
  }
  return child;
}

/** Whether a GET of it is answered with a 2xx. */
export const answers = (url: URL): Promise<boolean> =>
  fetch(url).then(
    async (answer) => (await answer.arrayBuffer(), answer.ok),
    () => false,
  );
