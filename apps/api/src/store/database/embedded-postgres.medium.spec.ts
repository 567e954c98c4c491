/** The embedded database and its folder. Real: PGlite, files, sockets. */
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { StreamRepository } from '../stream/stream.repository';
import { EmbeddedDatabaseError } from './cluster-folder';
import { openDatabase } from './open-database';

describe('the embedded database', () => {
  let folder: string;
  const silent = { log: () => undefined, warn: () => undefined };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dashboard-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  /** A database that was started once: creating a cluster takes seconds. */
  let made: string;
  beforeAll(async () => {
    made = await mkdtemp(join(tmpdir(), 'livekit-dashboard-'));
    await (await openDatabase({ databaseUrl: null, dataDir: made }, silent)).close();
  });
  afterAll(() => rm(made, { recursive: true }));
  const fill = (): Promise<void> => cp(made, folder, { recursive: true });

  it('keeps its data over a restart', async () => {
    await fill();
    const config = { databaseUrl: null, dataDir: folder };
    const first = await openDatabase(config, silent);
    const head = await new StreamRepository(first.dataSource).head();
    await first.close();
    const second = await openDatabase(config, silent);
    expect(await new StreamRepository(second.dataSource).head()).toEqual(head);
    await second.close();
  });

  it("waits longer for a query's turn than for a server that does not answer", async () => {
    await fill();
    const { dataSource, close } = await openDatabase({ databaseUrl: null, dataDir: folder }, silent);
    const busy = Array.from({ length: 3 }, () => dataSource.createQueryRunner());
    for (const runner of busy) await runner.connect();
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'] });
    const waiting = dataSource.query('SELECT 1 AS n');
    await jest.advanceTimersByTimeAsync(20_000);
    jest.useRealTimers();
    for (const runner of busy) await runner.release();
    expect(await waiting).toEqual([{ n: 1 }]);
    await close();
  });

  it('[ST8] that was copied away and back is another stream', async () => {
    await fill();
    const config = { databaseUrl: null, dataDir: folder };
    const headOf = async () => {
      const { dataSource, close } = await openDatabase(config, silent);
      const head = await new StreamRepository(dataSource).head();
      await close();
      return head;
    };
    const before = await headOf();
    const backup = `${folder}-backup`;
    await cp(folder, backup, { recursive: true, preserveTimestamps: true });
    await rm(folder, { recursive: true });
    await cp(backup, folder, { recursive: true, preserveTimestamps: true });
    await rm(backup, { recursive: true });
    const restored = await headOf();
    expect(restored.offset).toBe(before.offset);
    expect(restored.epoch).not.toBe(before.epoch);
  });

  it('is accessible to this user only, without a port', async () => {
    await fill();
    await chmod(folder, 0o755);
    const { dataSource, close } = await openDatabase({ databaseUrl: null, dataDir: folder }, silent);
    const { connectionString } = dataSource.options.extra as { connectionString: string };
    expect(new URL(connectionString).searchParams.get('host')).toBe(join(folder, 'socket'));
    for (const path of [folder, join(folder, 'socket'), join(folder, 'pglite')])
      expect((await stat(path)).mode & 0o777).toBe(0o700);
    await close();
    expect(await readdir(folder)).not.toContain('socket');
  });

  it('works in a folder whose path is too long for a socket', async () => {
    const dataDir = join(folder, 'long'.repeat(30));
    await cp(made, dataDir, { recursive: true });
    const { dataSource, close } = await openDatabase({ databaseUrl: null, dataDir }, silent);
    expect(await dataSource.query('SELECT 1 AS n')).toEqual([{ n: 1 }]);
    const { connectionString } = dataSource.options.extra as { connectionString: string };
    const socketFolder = new URL(connectionString).searchParams.get('host') ?? '';
    expect((await stat(socketFolder)).mode & 0o777).toBe(0o700);
    await close();
    await expect(stat(socketFolder)).rejects.toThrow('ENOENT');
  });

  it('that is incomplete is rejected and not changed', async () => {
    const config = { databaseUrl: null, dataDir: folder };
    const cluster = join(folder, 'pglite');
    await fill();
    const version = await readFile(join(cluster, 'PG_VERSION'));
    await rm(join(cluster, 'PG_VERSION'));
    const files = await readdir(cluster, { recursive: true });
    await expect(openDatabase(config, silent)).rejects.toThrow(
      /^The embedded database in .*pglite is incomplete \(PG_VERSION is missing\)\. Restore the whole DATA_DIR from a backup/,
    );
    expect(await readdir(cluster, { recursive: true })).toEqual(files);
    await writeFile(join(cluster, 'PG_VERSION'), '12\n');
    await expect(openDatabase(config, silent)).rejects.toThrow('is of PostgreSQL 12, not 18');
    await writeFile(join(cluster, 'PG_VERSION'), version);
    await rm(join(cluster, 'global', 'pg_control'));
    await expect(openDatabase(config, silent)).rejects.toThrow(EmbeddedDatabaseError);
  });

  it('whose first start was interrupted is created again', async () => {
    const config = { databaseUrl: null, dataDir: folder };
    await mkdir(join(folder, 'pglite/base'), { recursive: true });
    await writeFile(join(folder, 'first-start'), '');
    await (await openDatabase(config, silent)).close();
    expect(await readdir(folder)).not.toContain('first-start');
    await (await openDatabase(config, silent)).close();
  });
});
