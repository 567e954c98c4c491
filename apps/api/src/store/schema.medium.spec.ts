/** Real: PostgreSQL and PGlite. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MigratedDatabase, migratedDatabase } from '../testing/migrated-database';
import { describeOnEachDatabase } from '../testing/test-database';
import { lockDataDir } from './database/data-dir-lock';
import { morePatient } from './database/data-source';
import { schemaDrift } from './database/drift';
import { migrate } from './database/migrate';
import { openDatabase } from './database/open-database';
import { StreamRepository } from './repositories/stream.repository';

describeOnEachDatabase('the schema', (create) => {
  let database: MigratedDatabase;
  beforeAll(async () => {
    database = await migratedDatabase(create);
  });
  afterAll(() => database.drop());

  it('is what the entities say: no migration is missing', async () => {
    expect((await schemaDrift(database.dataSource)).up).toEqual([]);
  });

  it('is read and brought up to date by more patient connections too', async () => {
    const times = { poolSize: 1, connectMs: 10_000 };
    const hurried = await morePatient(database.dataSource, { ...times, queryMs: 20 }).initialize();
    await expect(hurried.query('SELECT pg_sleep(0.2)')).rejects.toThrow('timeout');
    const patient = await morePatient(hurried, { ...times, queryMs: 0 }).initialize();
    expect(await patient.query('SELECT pg_sleep(0.2)')).toHaveLength(1);
    await patient.destroy();
    await hurried.destroy();
  });

  it('keeps its epoch over a restart, and gets a new one where the table is another', async () => {
    const stream = new StreamRepository(database.dataSource);
    const { epoch } = await stream.head();
    await migrate(database.dataSource, false);
    expect((await stream.head()).epoch).toBe(epoch);
    // As pg_restore does: the same rows in a table made anew.
    await database.dataSource.query('ALTER TABLE stream_head RENAME TO old_head');
    await database.dataSource.query('CREATE TABLE stream_head (LIKE old_head INCLUDING ALL)');
    await database.dataSource.query('INSERT INTO stream_head SELECT * FROM old_head');
    await database.dataSource.query('DROP TABLE old_head');
    await migrate(database.dataSource, false);
    const restored = await stream.head();
    expect(restored.epoch).not.toBe(epoch);
    await database.dataSource.query('TRUNCATE stream_head');
    await migrate(database.dataSource, false);
    expect((await stream.head()).epoch).not.toBe(restored.epoch);
  });
});

describe('the embedded database', () => {
  let folder: string;
  const silent = { log: () => undefined, warn: () => undefined };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dashboard-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('has what it had after a restart', async () => {
    const config = { databaseUrl: null, dataDir: folder };
    const first = await openDatabase(config, silent);
    const head = await new StreamRepository(first.dataSource).head();
    await first.close();
    const second = await openDatabase(config, silent);
    expect(await new StreamRepository(second.dataSource).head()).toEqual(head);
    await second.close();
  });

  it('that was copied away and back is another stream', async () => {
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

  it('refuses a folder that a living process owns, and takes over that of a dead one', async () => {
    const alive = { pid: process.ppid, startedAt: null };
    await writeFile(join(folder, 'dashboard.lock'), JSON.stringify(alive));
    await expect(lockDataDir(folder)).rejects.toThrow(`in use by process ${process.ppid}`);
    await writeFile(join(folder, 'dashboard.lock'), JSON.stringify({ pid: 2 ** 22 + 1, startedAt: '1' }));
    const unlock = await lockDataDir(folder);
    expect(await readFile(join(folder, 'dashboard.lock'), 'utf8')).toContain(`"pid":${process.pid}`);
    await unlock();
  });

  it('takes over the lock of a process whose pid was given to another', async () => {
    await writeFile(join(folder, 'dashboard.lock'), JSON.stringify({ pid: process.ppid, startedAt: '1' }));
    await (
      await lockDataDir(folder)
    )();
  });
});
