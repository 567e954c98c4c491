/** Many clients resume one topic, each from its own offset. Real: the whole application, its PostgreSQL, sockets. */
import { jest } from '@jest/globals';
import { Client } from 'pg';
import type { Position, SubscribeReply } from '@livekit-dashboard/contracts';
import { PatientClient } from '../store/database/patient-client';
import { StreamRepository } from '../store/stream/stream.repository';
import { receivedEvent } from '../testing/received-events';
import { type RestApp, startRestApp } from '../testing/rest-app';
import { describeWith } from '@livekit-dashboard/harness/testing';
import { createTestDatabase, type TestDatabase } from '../testing/test-database';
import { WireClient } from '../testing/wire-client';
import { ChangesAnswers } from './answers/changes-answers';
import { EventsAnswers } from './answers/events-answers';

const SESSIONS = 60;

describeWith({ postgres: true })('resumes of one topic', () => {
  let database: TestDatabase;
  let api: RestApp;
  let url: string;
  let head: Position;
  let lock: Client;
  const clients: WireClient[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startRestApp(() => Promise.resolve(database));
    url = (await api.listen()).replace('[::1]', '127.0.0.1');
    for (let n = 1; n <= SESSIONS; n++) await api.ingest(receivedEvent('room_started', { room: `room${n}` }));
    head = await api.provider(StreamRepository).head();
    lock = new Client({ connectionString: database.url });
    await lock.connect();
  });
  afterAll(async () => {
    await lock.end();
    await api.close();
  });
  afterEach(() => {
    jest.restoreAllMocks();
    for (const client of clients.splice(0)) client.close();
  });

  const connect = async (): Promise<WireClient> => {
    const client = await WireClient.connect(url);
    clients.push(client);
    return client;
  };

  /** How many matching statements run for `ask`, while the rows of `table` are locked until `hasAsked`. */
  async function readsWhileLocked(
    table: string,
    statement: RegExp,
    hasAsked: () => boolean,
    ask: () => Promise<void>,
  ): Promise<number> {
    await lock.query('BEGIN');
    await lock.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
    const queries = jest.spyOn(PatientClient.prototype, 'query');
    const done = ask();
    while (!hasAsked()) await new Promise((resolve) => setImmediate(resolve));
    // Another topic is answered while they wait.
    expect(await (await connect()).subscribe('egresses')).toMatchObject({ ok: true, mode: 'snapshot' });
    await lock.query('COMMIT');
    await done;
    return queries.mock.calls.filter(([text]) => statement.test(String(text))).length;
  }

  const since = (offset: number): Position => ({ epoch: head.epoch, offset });

  it.each([
    ['sessions', 'session', /FROM session t WHERE t\.stream_offset/],
    ['events', 'event', /FROM event t WHERE t\.stream_offset/],
  ] as const)(
    '%s: costs two reads, whatever the number of sockets and offsets (TO7)',
    async (topic, table, statement) => {
      const many = await Promise.all(Array.from({ length: SESSIONS }, () => connect()));
      const asked =
        topic === 'events'
          ? jest.spyOn(EventsAnswers.prototype, 'answer')
          : jest.spyOn(ChangesAnswers.prototype, 'answer');
      const hasAsked = (): boolean => asked.mock.calls.length >= SESSIONS;
      let replies: SubscribeReply[] = [];
      const reads = await readsWhileLocked(table, statement, hasAsked, async () => {
        replies = await Promise.all(many.map((client, n) => client.subscribe(topic, since(n))));
      });
      expect(reads).toBeLessThanOrEqual(2);
      for (const [n, reply] of replies.entries()) {
        expect(reply).toMatchObject({ ok: true, mode: 'resumed', offset: head.offset });
        const rows = reply.ok && 'events' in reply ? reply.events : reply.ok ? reply.changes : [];
        expect(rows.map(({ offset }) => offset)).toEqual(Array.from({ length: SESSIONS - n }, (_, i) => n + 1 + i));
      }
    },
  );
});
