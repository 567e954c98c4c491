/** From one database's export into another. Real: both databases, the whole application over each, LiveKit's captures. */
import { Readable } from 'node:stream';
import { erasure, type StoredEvent } from '@livekit-dashboard/contracts';
import type { DataSource } from 'typeorm';
import { Reconciler } from '../reconcile/reconciler';
import { partialRoom, syntheticEvent } from '../reconcile/synthetic-event';
import { IngestService } from '../ingest/ingest.service';
import { BatchRepository } from '../store/batch/batch.repository';
import { captureNames, capturedEvents } from '../testing/captured-events';
import { FakeLiveKit, present, published } from '../testing/fake-livekit';
import { receivedEvent } from '../testing/received-events';
import { RetentionApp } from '../testing/retention-app';
import { createTestDatabase, describeOnEachDatabase, type TestDatabase } from '../testing/test-database';
import { Importer } from './importer';
import type { Tally } from './tally';

const STATE = ['session', 'participant', 'track', 'egress', 'ingress'];
const OFFSETS = ['stream_offset', 'flipped_offset'];
const DAY = 'from=2026-11-23T00:00:00.000Z&to=2026-11-25T00:00:00.000Z';
/** After every capture, whatever the clock says. */
const NOW_MS = Math.max(Date.now(), Date.UTC(2026, 11, 1));
const SERVER_KEYS = new Map([['devkey', 'a-secret-for-tests-of-more-than-32-characters']]);

/** Every row of each table, in a fixed order, without the columns `without`. */
async function rowsOf(
  db: DataSource,
  tables: readonly string[],
  without: readonly string[] = [],
): Promise<Record<string, object[]>> {
  const all: Record<string, object[]> = {};
  for (const table of tables) {
    const rows = await db.query<object[]>(`SELECT * FROM ${table} ORDER BY 1, 2, 3`);
    const kept = rows.map((row) => Object.entries(row).filter(([column]) => !without.includes(column)));
    all[table] = kept.map((row) => Object.fromEntries(row) as object);
  }
  return all;
}

async function headOf({ db }: RetentionApp): Promise<number> {
  const [head] = await db.query<{ offset: number }[]>('SELECT stream_offset AS offset FROM stream_head');
  return head!.offset;
}

/** The data of a server: every capture, sessions that only reconcile saw begin and end, and one that was silent for too long. */
async function live({ app }: RetentionApp): Promise<void> {
  const ingest = app.get(IngestService, { strict: false });
  const silent = receivedEvent('room_started', { room: 'silent' });
  const events = [...captureNames().flatMap(capturedEvents), silent];
  await Promise.all(events.map((event) => ingest.submit(event)));
  const timeout = {
    event: 'session_timeout',
    room: partialRoom('RM_silent', 'silent'),
    payload: { reason: 'silent' },
  } as const;
  await ingest.submit(syntheticEvent('default', timeout, silent.receivedAt + 600_000, NOW_MS));
  await reconcile(app);
}

/** LiveKit lists what no webhook reported; the next two listings lack one room, one participant and one track of it. */
async function reconcile(app: RetentionApp['app']): Promise<void> {
  const livekit = await FakeLiveKit.start();
  const server = { name: 'default', url: livekit.url, keys: SERVER_KEYS };
  let memory: object | null = null;
  const ask = async (atMs: number) => {
    const { signal } = new AbortController();
    const { answered } = await app
      .get(Reconciler, { strict: false })
      .reconcile(server, atMs, { memory, afterFailure: false }, signal);
    memory = answered.memory;
  };
  const stays = present('PA_stays', {
    metadata: '{"seat":1}',
    attributes: { a_b: 'c' },
    tracks: [published('TR_1'), published('TR_2')],
  });
  const lost = { sid: 'RM_lost', name: 'lost', metadata: '{"tenant":"acme"}', participants: [present('PA_lost')] };
  const open = { sid: 'RM_open', name: 'open', participants: [stays, present('PA_goes', { kind: 'SIP' })] };
  livekit.rooms = [lost, open];
  await ask(Date.now());
  livekit.rooms = [{ ...open, participants: [{ ...stays, tracks: [published('TR_1')] }] }];
  await ask(Date.now() + 1_000);
  await ask(Date.now() + 31_100);
  await livekit.stop();
}

describeOnEachDatabase('an import', (create) => {
  let database: TestDatabase;
  let elsewhere: TestDatabase;
  let target: RetentionApp;
  let source: RetentionApp;
  let exported: string;

  beforeAll(async () => {
    [database, elsewhere] = await Promise.all([create(), createTestDatabase('pglite')]);
    [target, source] = await Promise.all([RetentionApp.start(database), RetentionApp.start(elsewhere)]);
    await live(source);
    exported = (await source.app.inject('/api/v1/exports/events.json')).body;
  });
  afterAll(async () => {
    await Promise.all([source.close(), target.close()]);
    await Promise.all([database.drop(), elsewhere.drop()]);
  });
  afterEach(() => target.empty());

  async function imported(text: string): Promise<Tally> {
    const importer = new Importer(target.app.get(BatchRepository, { strict: false }), { nowMs: NOW_MS });
    // In small pieces, which split characters and lines anywhere.
    const bytes = Buffer.from(text);
    const chunks = Array.from({ length: Math.ceil(bytes.length / 1_001) }, (_, i) =>
      bytes.subarray(i * 1_001, (i + 1) * 1_001),
    );
    await importer.run({ name: 'events.json', chunks: Readable.from(chunks) });
    return importer.tally;
  }
  const events = (): StoredEvent[] => JSON.parse(exported) as StoredEvent[];
  const linesOf = (...told: object[]): string => told.map((one) => JSON.stringify(one)).join('\n');

  it('ends in the same state as the database that the events come from', async () => {
    const tally = await imported(exported);
    expect(tally).toMatchObject({ stored: events().length, alreadyThere: 0, forgotten: 0, unreadable: 0 });
    const expected = await rowsOf(source.db, STATE, OFFSETS);
    expect(await rowsOf(target.db, STATE, OFFSETS)).toEqual(expected);
    const reasons = await target.db.query<{ reason: string }[]>('SELECT DISTINCT end_reason AS reason FROM session');
    expect(reasons.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(['finished', 'reconciled', 'timeout', null]),
    );
    expect(expected['participant']).toContainEqual(expect.objectContaining({ sid: 'PA_goes', left_estimated: true }));
    expect(expected['track']).toContainEqual(expect.objectContaining({ sid: 'TR_2', end_estimated: true }));
    for (const groupBy of ['day', 'room', 'identity', 'agent', 'session']) {
      const path = `usage?${DAY}&groupBy=${groupBy}`;
      const usage = await target.rest('GET', path);
      expect(usage.body['items']).toEqual((await source.rest('GET', path)).body['items']);
      expect(usage.body['total']).toBeGreaterThan(0);
    }
  });

  it('keeps each event and their order, with new offsets', async () => {
    await target.submit('room_started', { room: 'before' });
    const head = await headOf(target);
    await imported(exported);
    const again = JSON.parse((await target.app.inject('/api/v1/exports/events.json')).body) as StoredEvent[];
    expect(again.slice(1)).toEqual(events().map((event, i) => ({ ...event, offset: head + i + 1 })));
    expect(events().filter(({ synthetic }) => synthetic).length).toBeGreaterThan(8);
  });

  it('done twice, or of reordered JSON lines, is stored once', async () => {
    await imported(linesOf(...events().reverse()));
    const once = await rowsOf(target.db, [...STATE, 'event', 'stream_head']);
    expect(await imported(exported)).toMatchObject({ stored: 0, alreadyThere: events().length, isWhole: true });
    expect(await rowsOf(target.db, [...STATE, 'event', 'stream_head'])).toEqual(once);
    expect(await rowsOf(target.db, STATE, OFFSETS)).toEqual(await rowsOf(source.db, STATE, OFFSETS));
  });

  it('is noticed by running replicas', async () => {
    const client = await target.connect();
    await client.subscribe('sessions');
    await client.subscribe('events');
    const some = events().filter(({ sessionSid }) => sessionSid === 'RM_open');
    await imported(linesOf(...some));
    const seen = () => client.events().flatMap((message) => message.events);
    await client.until(() => seen().length >= some.length);
    await client.until(() => client.messages().some(({ changes }) => changes.some(({ id }) => id === 'RM_open')));
    expect(seen().map(({ id }) => id)).toEqual(some.map(({ id }) => id));
  });

  it('does not bring back erased persons, although their events are deleted', async () => {
    const [joined, left] = ['participant_joined', 'participant_left'].map((event) =>
      events().find((one) => one.event === event && one.identity === 'alice'),
    );
    const text = linesOf(joined!, left!);
    await imported(text);
    const { body } = await target.rest('POST', 'erasures', { identity: 'alice' });
    const { pseudonym } = erasure.parse(body);
    await target.db.query('DELETE FROM event');
    expect(await imported(text)).toMatchObject({ stored: 2 });
    const everything = JSON.stringify(await rowsOf(target.db, [...STATE, 'event']));
    expect(everything).not.toMatch(/alice/i);
    expect(everything).toContain(pseudonym);
  });

  it('does not fold events older than the retained sessions', async () => {
    await target.db.query('UPDATE stream_head SET sessions_from_ms = $1', [NOW_MS]);
    const old = events().filter(({ roomName }) => roomName === 'team-standup');
    expect(await imported(linesOf(...old))).toMatchObject({ stored: 0, forgotten: old.length, isWhole: true });
    expect(await target.count('session')).toBe(0);
  });

  it("stores no secret, and leaves out the other database's deletion events", async () => {
    const [event] = events();
    const room = { ...(event!.payload['room'] as object), turnPassword: 'hunter2' };
    const note = { ...event!, synthetic: true, payload: { event: 'session_deleted', sessions: ['RM_x'] } };
    expect(await imported(linesOf({ ...event, payload: { ...event!.payload, room } }, note))).toMatchObject({
      stored: 1,
      notes: 1,
    });
    expect(JSON.stringify(await rowsOf(target.db, ['event', ...STATE]))).not.toContain('hunter2');
  });

  it('[ST10] keeps the digits of numbers that a double would round', async () => {
    const [event] = events();
    const numbers = '{"ns":1795000000123456789,"one":1.0,"big":123456789012345678901234567890,"small":-0}';
    const text = JSON.stringify({ ...event, payload: { ...event!.payload, numbers: 'here' } });
    expect(await imported(text.replace('"here"', numbers))).toMatchObject({ stored: 1 });
    expect((await target.app.inject('/api/v1/exports/events.json')).body).toContain(`"numbers":${numbers}`);
  });

  it('reports unreadable lines by number, and continues', async () => {
    const [event, next] = events();
    const bad = ['{', '7', '{"id":1}', ...Array.from({ length: 10 }, () => '"x"')];
    const tally = await imported(`[\n${[JSON.stringify(event), ...bad, JSON.stringify(next)].join(',\n')}`);
    expect(tally).toMatchObject({ read: 16, stored: 2, unreadable: 14, isWhole: false });
    expect(tally.failures).toHaveLength(10);
    expect(tally.failures.slice(0, 3)).toEqual([
      'events.json, line 3: not JSON',
      expect.stringMatching(/^events\.json, line 4: the event: /),
      expect.stringMatching(/^events\.json, line 5: id: /),
    ]);
    expect(tally.summary().at(-1)).toContain('and 4 more');
  });

  it('quarantines an event that can never be stored, alone', async () => {
    // The database itself rejects one room.
    await target.db.query("ALTER TABLE session ADD CONSTRAINT no_poison CHECK (name <> 'poison')");
    const [event, next] = events();
    const room = { sid: 'RM_poison', name: 'poison' };
    const poison = { ...event!, id: 'EV_poison', payload: { ...event!.payload, room } };
    expect(await imported(linesOf(event!, poison, next!))).toMatchObject({ stored: 2, keptApart: 1, isWhole: false });
    expect(await target.db.query('SELECT event_id FROM quarantined_event')).toEqual([{ event_id: 'EV_poison' }]);
  });
});
