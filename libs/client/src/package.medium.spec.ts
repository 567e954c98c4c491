import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../../..');
const run = promisify(execFile);

/** A program of a user: it knows only the package. */
const CONSUMER = `
import { DashboardClient, type Change, type ChangeOf, type Session, type Subscription } from '@livekit-dashboard/client';
const client: DashboardClient = new DashboardClient({ url: 'http://127.0.0.1:1', staleAfterMs: 1000 });
const open = new Map<string, Session>();
const apply = (changes: readonly Change[]): void => {
  for (const change of changes) if (change.kind === 'session' && change.value) open.set(change.id, change.value);
};
const subscription: Subscription = client.subscribe('sessions', { snapshot: apply, changes: apply });
client.subscribe('events', { events: (events) => events.map(({ offset }) => offset + 1) });
// @ts-expect-error no such topic
client.subscribe('nonsense', {});
export const track: ChangeOf<'track'> | null = null;
subscription.close();
client.close();
`;

/** The contract as published is the contract. */
const SAME = `
import type * as Ours from '${join(root, 'libs/contracts/src/index')}';
import type * as Published from '@livekit-dashboard/client';
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Alike<A, B> = [A, B] extends [B, A] ? true : false;
export const alike: [
  Alike<Ours.Change, Published.Change>,
  Alike<Ours.ChangeOf<'agent'>, Published.ChangeOf<'agent'>>,
  Alike<Ours.StoredEvent, Published.StoredEvent>,
  Same<Ours.Topic, Published.Topic>,
] = [true, true, true, true];
`;

const OPTIONS = { strict: true, noEmit: true, module: 'nodenext', target: 'es2024', types: [] as string[] };

describe('the published package', () => {
  let folder: string;
  const installed = (...path: string[]): string => join(folder, 'node_modules', ...path);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'livekit-dashboard-client-'));
    await mkdir(installed('@livekit-dashboard'), { recursive: true });
    // Fails too where the public API differs from api-report.md, or has a type or property without a JSDoc.
    await run(process.execPath, [
      join(root, 'libs/client/package.mjs'),
      installed('@livekit-dashboard/client'),
      '--check',
    ]);
    for (const name of ['socket.io-client', 'socket.io-parser', 'engine.io-client', 'engine.io-parser', '@socket.io']) {
      await symlink(join(root, 'node_modules', name), installed(name));
    }
    await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
    await writeFile(join(folder, 'consumer.ts'), CONSUMER);
    await writeFile(join(folder, 'same.ts'), SAME);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function compile(file: string, options: object): Promise<string> {
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...OPTIONS, ...options }, files: [file] }),
    );
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    // tsc prints its errors on stdout, and fails.
    return run(process.execPath, [tsc, '-p', folder]).then(
      () => '',
      (fault: unknown) => (fault as { stdout: string }).stdout,
    );
  }

  it('compiles in a strict program with no other code of ours', async () => {
    expect(await compile('consumer.ts', { lib: ['es2024', 'dom'] })).toBe('');
  });

  it("has the types of the workspace's contract", async () => {
    expect(await compile('same.ts', { skipLibCheck: true, module: 'esnext', moduleResolution: 'bundler' })).toBe('');
  });

  it('runs, and depends on socket.io-client alone', async () => {
    const manifest = JSON.parse(await readFile(installed('@livekit-dashboard/client/package.json'), 'utf8')) as {
      dependencies: object;
    };
    expect(Object.keys(manifest.dependencies)).toEqual(['socket.io-client']);
    const script =
      "import { DashboardClient } from '@livekit-dashboard/client'; const c = new DashboardClient({ url: 'http://127.0.0.1:1' }); c.close(); console.log(c.status.state)";
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: folder });
    expect(stdout.trim()).toBe('closed');
    expect(await readdir(installed('@livekit-dashboard/client'))).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'package.json', 'src']),
    );
  });
});
