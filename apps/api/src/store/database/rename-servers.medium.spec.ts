/** Real: PostgreSQL and PGlite. */
import type { LiveKitServer } from '../../config/config';
import { type MigratedDatabase, migratedDatabase } from '../../testing/migrated-database';
import { egressOf, eventOf, minute, participantOf, sessionOf, store, trackOf } from '../../testing/rows';
import { describeOnEachDatabase } from '../../testing/test-database';
import { SessionEntity } from '../entities/session.entity';
import { StreamRepository } from '../stream/stream.repository';
import { upsertAll } from '../sql/bulk';
import { renameServers } from './rename-servers';
import { clientOf } from '../sql/client';

const server = (name: string, key: string, formerly?: string[]): LiveKitServer => ({
  name,
  url: null,
  keys: new Map([[key, 'secret']]),
  ...(formerly && { formerly }),
});

describeOnEachDatabase('a renamed server', (create) => {
  let database: MigratedDatabase;
  let said: string[];
  const says = { log: (text: string) => void said.push(text), warn: (text: string) => void said.push(`warn ${text}`) };

  beforeAll(async () => {
    database = await migratedDatabase(create);
  });
  afterAll(() => database.drop());

  const query = <R>(sql: string): Promise<R[]> => database.dataSource.query(sql);
  const rename = (...servers: LiveKitServer[]) => renameServers(database.dataSource, servers, says);
  const sourcesOf = async (table: string) =>
    (await query<{ source: string }>(`SELECT DISTINCT source FROM ${table} ORDER BY 1`)).map(({ source }) => source);
  const epoch = async () => (await new StreamRepository(database.dataSource).head()).epoch;

  beforeEach(async () => {
    said = [];
    await query('TRUNCATE quarantined_event, reconcile, rejected_delivery');
    await store(database.dataSource, {
      // More than a batch.
      sessions: Array.from({ length: 5_001 }, (_, n) => sessionOf(`RM_${n}`, { endedMs: minute(5) })),
      participants: [participantOf('PA_1', 'RM_1'), participantOf('PA_2', 'RM_2')],
      tracks: [trackOf('TR_1', 'RM_1')],
      egresses: [egressOf('EG_1', 'RM_1'), egressOf('EG_2', null)],
      events: [eventOf(1, { sessionSid: 'RM_1' }), eventOf(2), eventOf(3, { sessionSid: 'RM_2', apiKey: null })],
    });
    await query(`INSERT INTO tombstone VALUES ('session', 'default', 'RM_gone', 'RM_gone', 1, 1)`);
    await query(`INSERT INTO reconcile (source) VALUES ('default')`);
    await query(
      `INSERT INTO quarantined_event (source, event_id, received_ms, reason, payload) VALUES ('default', 'EV_q', 1, 'x', '{}')`,
    );
  });

  it('is recognized by its API key, and keeps every row', async () => {
    const before = await epoch();
    await rename(server('us', 'uskey'), server('eu', 'devkey'));
    // Each table with a source column: an added one needs no other change.
    const tables = await query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'source'`,
    );
    const known = [
      'egress',
      'event',
      'ingress',
      'participant',
      'quarantined_event',
      'reconcile',
      'session',
      'tombstone',
      'track',
    ];
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(known));
    for (const { name } of tables)
      expect([name, await sourcesOf(name)]).not.toEqual([name, expect.arrayContaining(['default'])]);
    expect(await sourcesOf('session')).toEqual(['eu']);
    expect(await query('SELECT count(*)::int AS n FROM session')).toEqual([{ n: 5_001 }]);
    expect(said).toEqual([
      'The server "default" gets the name "eu" in all stored rows. Webhooks are accepted when it is done.',
      'The server "default" is "eu" now: 5001 sessions and 3 events of it are kept under the new name.',
    ]);
    expect(await epoch()).not.toBe(before);
  });

  it('is renamed once', async () => {
    await rename(server('eu', 'devkey'));
    const after = await epoch();
    await rename(server('eu', 'devkey'));
    expect(said).toHaveLength(2);
    expect(await epoch()).toBe(after);
  });

  it('continues an interrupted rename', async () => {
    await query(`UPDATE session SET source = 'eu'`);
    await query(`UPDATE track SET source = 'eu'`);
    await rename(server('eu', 'devkey'));
    for (const table of ['participant', 'egress', 'event'])
      expect([table, await sourcesOf(table)]).toEqual([table, ['eu']]);
  });

  it('is named by `formerly`, whatever its key', async () => {
    await rename(server('eu', 'another', ['default']));
    expect([await sourcesOf('session'), await sourcesOf('event')]).toEqual([['eu'], ['eu']]);
    await rename(server('europe', 'another', ['eu', 'default']));
    expect([await sourcesOf('session'), await sourcesOf('track')]).toEqual([['europe'], ['europe']]);
  });

  it('keeps its old name if no server has its key, and the log says what to do', async () => {
    await rename(server('eu', 'eukey'), server('us', 'uskey'));
    expect(await sourcesOf('session')).toEqual(['default']);
    expect(said).toEqual([expect.stringMatching(/^warn .*add `formerly: default`/)]);
  });

  it('keeps its old name if a server still has it', async () => {
    await rename(server('default', 'devkey'), server('eu', 'eukey'));
    expect([await sourcesOf('session'), said]).toEqual([['default'], []]);
  });

  it('leaves rows that both names have unchanged and whole', async () => {
    await query(`UPDATE session SET source = 'eu' WHERE sid = 'RM_3'`);
    await database.dataSource.transaction(async (manager) =>
      upsertAll(await clientOf(manager), database.dataSource, SessionEntity, [sessionOf('RM_1', { source: 'eu' })]),
    );
    await query(`UPDATE event SET source = 'eu', id = 'EV_2' WHERE stream_offset = 3`);
    await rename(server('eu', 'devkey'));
    const of = (sql: string) =>
      query<{ source: string }>(sql).then((rows) => rows.map((row) => Object.values(row).join()));
    expect(await of(`SELECT source, sid FROM session WHERE sid IN ('RM_1', 'RM_2') ORDER BY 1, 2`)).toEqual([
      'default,RM_1',
      'eu,RM_1',
      'eu,RM_2',
    ]);
    expect(await of('SELECT source, sid FROM participant ORDER BY sid')).toEqual(['default,PA_1', 'eu,PA_2']);
    expect(await of('SELECT source, sid FROM track')).toEqual(['default,TR_1']);
    expect(await of('SELECT source, id FROM egress ORDER BY id')).toEqual(['default,EG_1', 'eu,EG_2']);
    expect(await of('SELECT source, id FROM event ORDER BY stream_offset')).toEqual([
      'default,EV_1',
      'default,EV_2',
      'eu,EV_2',
    ]);
    expect(said[1]).toContain('1 sessions that both names have stay under "default"');
  });
});
