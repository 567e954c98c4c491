/** Real: PostgreSQL and PGlite. The feed is a list. */
import type { FeedBatch } from '../store/stream/feed';
import type { Publisher } from '../publish/publisher';
import { BatchRepository } from '../store/batch/batch.repository';
import { type MigratedDatabase, migratedDatabase } from '../testing/migrated-database';
import { person, receivedEvent } from '../testing/received-events';
import { describeOnEachDatabase } from '../testing/test-database';
import { IngestService } from './ingest.service';
import type { ReceivedEvent } from './received-event';

describeOnEachDatabase('ingest', (create) => {
  let database: MigratedDatabase;
  let published: FeedBatch[];
  let ingest: IngestService;

  beforeAll(async () => {
    database = await migratedDatabase(create);
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    published = [];
    const publisher = { publish: (batch: FeedBatch) => published.push(batch) } as unknown as Publisher;
    ingest = new IngestService(new BatchRepository(database.dataSource), publisher);
  });

  const stored = (): Promise<{ id: string; offset: number; payload: unknown }[]> =>
    database.dataSource.query('SELECT id, stream_offset AS "offset", payload FROM event ORDER BY stream_offset');

  it('[ST2][ST3] stores simultaneous webhooks in few transactions, with offsets without gaps', async () => {
    const events = Array.from({ length: 60 }, (_, i) => receivedEvent('room_started', { room: `together-${i}` }));
    const outcomes = await Promise.all(events.map((event) => ingest.submit(event)));
    expect(outcomes).toEqual(events.map(() => 'stored'));
    expect(published.length).toBeLessThan(5);
    const rows = await stored();
    expect(rows.map(({ offset }) => offset)).toEqual(rows.map((_, i) => i + 1));
    expect(published.flatMap(({ events: stored }) => stored?.map(({ id }) => id))).toEqual(
      events.map(({ event }) => event.id),
    );
    for (const [i, batch] of published.entries()) {
      expect(batch.fromOffset).toBe(published[i - 1]?.toOffset ?? 0);
    }
  });

  it('[ST4] stores an id once, also if its copies are in one batch', async () => {
    const [first, copy, late] = ['', '', ''].map(() =>
      receivedEvent('room_started', { id: 'EV_twice', room: 'twice' }),
    );
    if (!first || !copy || !late) throw new Error('three events');
    expect(await Promise.all([ingest.submit(first), ingest.submit(copy)])).toEqual(['stored', 'duplicate']);
    expect(await ingest.submit(late)).toBe('duplicate');
    expect((await stored()).filter(({ id }) => id === 'EV_twice')).toHaveLength(1);
    expect(published).toHaveLength(1);
  });

  it('[ST4] keeps the same id of two servers separate', async () => {
    const one = receivedEvent('room_started', { id: 'EV_same', room: 'same', source: 'east' });
    const other = receivedEvent('room_started', { id: 'EV_same', room: 'same', source: 'west' });
    expect(await Promise.all([ingest.submit(one), ingest.submit(other)])).toEqual(['stored', 'stored']);
    const sessions = await database.dataSource.query(
      'SELECT source, state FROM session WHERE name = $1 ORDER BY source',
      ['same'],
    );
    expect(sessions).toEqual([
      { source: 'east', state: 'active' },
      { source: 'west', state: 'active' },
    ]);
  });

  it('[ST10] shows NUL and lone surrogates of a name as U+FFFD, and keeps the payload unchanged', async () => {
    const hostile = receivedEvent('participant_joined', {
      room: 'hostile\u0000',
      sid: 'RM_hostile',
      participant: person('eve\ud800', { sid: 'PA_eve', metadata: '\u0000' }),
    });
    expect(await ingest.submit(hostile)).toBe('stored');
    const [session] = await database.dataSource.query("SELECT name FROM session WHERE sid = 'RM_hostile'");
    expect(session).toEqual({ name: 'hostile\ufffd' });
    const [row] = (await stored()).filter(({ id }) => id === hostile.event.id);
    expect(row?.payload).toEqual(hostile.payload);
  });

  it('[ST6] stores the rest of a batch if one event cannot be folded, and quarantines it with its reason', async () => {
    const poison: ReceivedEvent = {
      ...receivedEvent('participant_joined', { room: 'poison' }),
      // A shape that the parser never produces: reading it throws.
      event: {
        ...receivedEvent('participant_joined', { room: 'poison' }).event,
        id: 'EV_poison',
        participant: null,
        room: {
          get sid(): string {
            throw new TypeError('poisoned');
          },
          name: 'poison',
          full: true,
          creationTimeMs: 0,
          metadata: null,
        },
      },
    };
    const good = [receivedEvent('room_started', { room: 'before' }), receivedEvent('room_started', { room: 'after' })];
    const outcomes = await Promise.all(
      [good[0], poison, good[1]].map((event) => ingest.submit(event as ReceivedEvent)),
    );
    expect(outcomes).toEqual(['stored', 'quarantined', 'stored']);
    const kept = await database.dataSource.query('SELECT event_id, reason FROM quarantined_event');
    expect(kept).toEqual([{ event_id: 'EV_poison', reason: expect.stringContaining('poisoned') }]);
    const offsets = (await stored()).map(({ offset }) => offset);
    expect(offsets).toEqual(offsets.map((_, i) => i + 1));
  });

  it('[ST6] stores the rest of a batch if PostgreSQL rejects one event', async () => {
    const refused = receivedEvent('participant_joined', { room: 'long', participant: person('x') });
    // A PostgreSQL index entry has at most 2,704 bytes, and these do not compress.
    const sid = Array.from({ length: 4000 }, (_, i) => String.fromCharCode(0x4e00 + ((i * 7919) % 20_000))).join('');
    const long = { ...refused, event: { ...refused.event, participant: { sid, identity: 'x', profile: null } } };
    const good = receivedEvent('room_started', { room: 'beside' });
    expect(await Promise.all([ingest.submit(long), ingest.submit(good)])).toEqual(['quarantined', 'stored']);
  });

  it('shows a room whose first event is participant_left', async () => {
    await ingest.submit(receivedEvent('participant_left', { room: 'tail', participant: person('noah') }));
    const [session] = await database.dataSource.query(
      "SELECT name, state, joins, people FROM session WHERE sid = 'RM_tail'",
    );
    expect(session).toEqual({ name: 'tail', state: 'active', joins: 1, people: 0 });
  });

  it('[ST11] rejects new webhooks during shutdown, and stores accepted ones', async () => {
    const taken = ingest.submit(receivedEvent('room_started', { room: 'taken' }));
    const closing = ingest.beforeApplicationShutdown();
    await expect(ingest.submit(receivedEvent('room_started'))).rejects.toMatchObject({ reason: 'shutting_down' });
    expect(await taken).toBe('stored');
    await closing;
  });
});
