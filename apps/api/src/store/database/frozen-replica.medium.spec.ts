/**
 * A replica that freezes, or whose host is lost, in the middle of a write must not stop the others. Real: PostgreSQL, and a proxy that
 * stops passing bytes without closing anything, as a frozen process and a lost host do for PostgreSQL.
 */
import { Client } from 'pg';
import { parseEnvironment } from '../../config/parse-environment';
import { describeWith } from '@livekit-dashboard/harness/testing';
import { TcpProxy } from '@livekit-dashboard/harness';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { isPermanentError, sqlState } from '../sql/errors';
import { BatchRepository } from '../batch/batch.repository';
import { openDatabase, type OpenDatabase } from './open-database';

const quiet = { log: () => undefined, warn: () => undefined };
const open = (url: string): Promise<OpenDatabase> =>
  openDatabase(
    parseEnvironment({ DATABASE_URL: url }, () => ''),
    quiet,
  );

describeWith({ postgres: true })('a replica that freezes while it writes', () => {
  let database: TestDatabase;
  let proxy: TcpProxy;
  let frozen: OpenDatabase;
  let living: OpenDatabase;
  let admin: Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    proxy = await TcpProxy.before(database.url);
    [frozen, living] = [await open(proxy.url), await open(database.url)];
    admin = new Client({ connectionString: database.url });
    await admin.connect();
  });
  afterAll(async () => {
    proxy.close();
    await admin.end();
    await Promise.all([frozen.close(), living.close()]);
    await database.drop();
  });

  const error = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
  const write = (): Promise<unknown> =>
    new BatchRepository(living.ingest).transaction(async (batch) => {
      await batch.open([]);
      await batch.commit({ sets: [], events: [], quarantined: [] });
    });
  /** Backends that wait for a lock. */
  const waiting = async (): Promise<number> => {
    const { rows } = await admin.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return rows[0]?.n ?? -1;
  };

  it('[ST12] is ended by PostgreSQL: another replica reports that it cannot write, keeps no webhook waiting, and writes again', async () => {
    const held = Promise.withResolvers<null>();
    const lost = error(
      new BatchRepository(frozen.ingest).transaction(async (batch) => {
        await batch.open([]);
        proxy.hang();
        held.resolve(null);
        await batch.commit({ sets: [], events: [], quarantined: [] });
      }),
    );
    await held.promise;

    expect(sqlState(await error(new BatchRepository(living.ingest).probe()))).toBe('55P03');
    expect(await waiting()).toBe(0);
    const refusals: unknown[] = [];
    for (let refused = await error(write()); refused !== undefined; refused = await error(write())) {
      refusals.push(refused);
      expect(await waiting()).toBe(0);
    }
    expect(refusals.filter(isPermanentError)).toEqual([]);
    await new BatchRepository(living.ingest).probe();
    expect(await waiting()).toBe(0);
    proxy.mend();
    expect(isPermanentError(await lost)).toBe(false);
    await write();
  });

  it.each(['ingest', 'dataSource', 'pages', 'slow'] as const)('has limits in its pool %s', async (pool) => {
    const setting = async (name: string): Promise<number> => {
      const rows = await living[pool].query<{ setting: string }[]>('SELECT setting FROM pg_settings WHERE name = $1', [
        name,
      ]);
      return Number(rows[0]?.setting);
    };
    const names = ['idle_in_transaction_session_timeout', 'lock_timeout', 'statement_timeout'];
    for (const name of [...names, 'client_connection_check_interval']) expect(await setting(name)).toBeGreaterThan(0);
    expect(await setting('tcp_keepalives_idle')).toBe(5);
  });
});
