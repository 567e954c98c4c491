/** One owner of a folder, whatever happens at the same time. Real: processes, their ends, pid namespaces. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lockDataDir } from './data-dir-lock';

/** A process that takes the folder and releases it when told to; Node runs the TypeScript itself. */
const CONTENDER = `
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve: (name, context, next) => next(name.endsWith('/start-error') ? name + '.ts' : name, context),
  });
  const { lockDataDir } = await import('${pathToFileURL(join(import.meta.dirname, 'data-dir-lock.ts')).href}');
  let unlock;
  process.on('message', async ({ folder }) => {
    if (folder) {
      try {
        unlock = await lockDataDir(folder);
        process.send('got');
      } catch (error) {
        process.send(error.message);
      }
    } else {
      await unlock();
      process.send('released');
    }
  });
  process.send('started');`;
const NODE = [process.execPath, '--no-warnings', '--input-type=module', '-e', CONTENDER] as const;
/** As in a container: this process has pid 1 or so, and sees no other process. */
const APART = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'] as const;

class Contender {
  private constructor(private readonly child: ChildProcess) {}

  static async start([command, ...args]: readonly string[]): Promise<Contender> {
    const child = spawn(command ?? '', args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    await once(child, 'message');
    return new Contender(child);
  }

  take(folder: string): Promise<string> {
    return this.ask({ folder });
  }

  release(): Promise<string> {
    return this.ask({});
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }

  private async ask(message: object): Promise<string> {
    const reply = once(this.child, 'message');
    this.child.send(message);
    const [text] = (await reply) as [string];
    return text;
  }
}

describe('the lock of a data folder', () => {
  let folder: string;
  const contenders: Contender[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'livekit-dashboard-lock-'));
  });
  afterEach(async () => {
    await Promise.all(contenders.splice(0).map((contender) => contender.kill()));
    await rm(folder, { recursive: true });
  });

  async function start(n: number, command: readonly string[] = NODE): Promise<Contender[]> {
    const started = await Promise.all(Array.from({ length: n }, () => Contender.start(command)));
    contenders.push(...started);
    return started;
  }

  it('[ST13] has one owner after each of 1,000 simultaneous starts', async () => {
    const all = await start(3);
    for (let round = 0; round < 1_000; round++) {
      const replies = await Promise.all(all.map((contender) => contender.take(folder)));
      expect(replies.filter((reply) => reply === 'got')).toHaveLength(1);
      expect(replies.filter((reply) => reply.includes('is in use by'))).toHaveLength(2);
      await all[replies.indexOf('got')]?.release();
    }
  }, 240_000);

  it('[ST13] is free immediately after its owner is killed', async () => {
    const [first, second] = (await start(2)) as [Contender, Contender];
    expect(await first.take(folder)).toBe('got');
    expect(await second.take(folder)).toMatch(/^DATA_DIR .* is in use by process \d+\. Stop it, or choose another/);
    await first.kill();
    expect(await second.take(folder)).toBe('got');
  });

  const isAllowed = spawnSync(APART[0], [...APART.slice(1), 'true']).status === 0;
  if (!isAllowed) process.stderr.write('SKIPPED a data folder in two pid namespaces: unshare is not allowed here\n');
  (isAllowed ? it : it.skip)('has one owner among containers that see no process of each other', async () => {
    const all = [...(await start(2, [...APART, ...NODE])), ...(await start(1))];
    const replies = await Promise.all(all.map((contender) => contender.take(folder)));
    expect(replies.filter((reply) => reply === 'got')).toHaveLength(1);
  });

  it('names its owner', async () => {
    const unlock = await lockDataDir(folder);
    expect(JSON.parse(await readFile(join(folder, 'dashboard.lock'), 'utf8'))).toMatchObject({ pid: process.pid });
    await expect(lockDataDir(folder)).rejects.toThrow(`is in use by process ${process.pid}.`);
    await unlock();
    await (
      await lockDataDir(folder)
    )();
  });

  it.each([
    ['nonsense', 'nonsense'],
    ['the pid of another process', JSON.stringify({ pid: process.ppid, startedAt: '1', host: 'elsewhere' })],
    ['of the release before: a pid that is gone', JSON.stringify({ pid: 2 ** 22 + 1, startedAt: '1' })],
    [
      'of the release before: a pid that another process has now',
      JSON.stringify({ pid: process.ppid, startedAt: '1' }),
    ],
    [
      'of the release before: our own pid, in an earlier container',
      JSON.stringify({ pid: process.pid, startedAt: '1' }),
    ],
  ])('is not held by a file with %s', async (_, text) => {
    await writeFile(join(folder, 'dashboard.lock'), text);
    await (
      await lockDataDir(folder)
    )();
  });

  it('is not taken from a running process of the previous release', async () => {
    await writeFile(join(folder, 'dashboard.lock'), JSON.stringify({ pid: process.ppid, startedAt: null }));
    await expect(lockDataDir(folder)).rejects.toThrow(`is in use by process ${process.ppid}.`);
  });
});
