/** Real: PostgreSQL and PGlite. Filled through ingest. */
import { createHash } from 'node:crypto';
import { SILENCE_MS } from '@livekit-dashboard/domain';
import { IngestService } from '../../ingest/ingest.service';
import type { Publisher } from '../../publish/publisher';
import { partialRoom, syntheticEvent, trackOf } from '../../reconcile/synthetic-event';
import { type MigratedDatabase, migratedDatabase } from '../../testing/migrated-database';
import { person, receivedEvent } from '../../testing/received-events';
import { describeOnEachDatabase } from '../../testing/test-database';
import { BatchRepository } from '../batch/batch.repository';
import { HeldRepository } from './held.repository';

const NOTHING = { sessions: [], participants: [], tracks: [] };
const START_MS = Date.UTC(2026, 10, 23, 9, 30);
const MINUTE = 60_000;
/** A participant as LiveKit's track events contain it. */
const PARTIAL = { sid: 'PA_eve', identity: 'eve' };

describeOnEachDatabase('stored rows', (create) => {
  let database: MigratedDatabase;
  let held: HeldRepository;
  let ingest: IngestService;

  beforeAll(async () => {
    database = await migratedDatabase(create);
    held = new HeldRepository(database.dataSource);
    const publisher = { publish: () => undefined } as unknown as Publisher;
    ingest = new IngestService(new BatchRepository(database.dataSource), publisher);
    const [ada, bob] = [person('ada', { metadata: 'häh\u0000' }), person('bob')];
    const events = [
      receivedEvent('room_started', { room: 'a', metadata: 'Ü' }),
      receivedEvent('participant_joined', { room: 'a', metadata: 'Ü', participant: ada }),
      receivedEvent('participant_joined', { room: 'a', metadata: 'Ü', participant: bob }),
      receivedEvent('participant_left', { room: 'a', metadata: 'Ü', participant: { ...bob, version: 3 }, at: 1 }),
      receivedEvent('track_published', { room: 'a', participant: ada, track: { sid: 'TR_1', type: 'VIDEO' } }),
      receivedEvent('room_started', { room: 'over' }),
      receivedEvent('room_finished', { room: 'over', at: 5 }),
      receivedEvent('track_published', { room: 'partial', participant: PARTIAL, track: { sid: 'TR_2' } }),
      receivedEvent('room_started', { room: 'a', source: 'west', sid: 'RM_west' }),
    ];
    for (const event of events) await ingest.submit(event);
  });
  afterAll(() => database.drop());

  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

  it('contain what is open on a server, and what was requested', async () => {
    const open = await held.of('default', NOTHING);
    expect(open.sessions.map(({ sid }) => sid).sort()).toEqual(['RM_a', 'RM_partial']);
    expect(open.participants).toEqual([]);
    const asked = await held.of('default', {
      sessions: ['RM_a', 'RM_over'],
      participants: ['PA_bob'],
      tracks: ['TR_2'],
    });
    const bySid = (rows: readonly { sid: string }[]): Record<string, unknown> =>
      Object.fromEntries(rows.map((row) => [row.sid, row]));
    expect(bySid(asked.sessions)).toMatchObject({
      RM_a: {
        name: 'a',
        state: 'active',
        startedMs: START_MS,
        participants: 1,
        streamOffset: 5,
        metadataHash: hash('Ü'),
      },
      RM_over: { state: 'ended', endReason: 'finished' },
      RM_partial: { startedMs: null, metadataHash: null, lastSignMs: START_MS + 250 },
    });
    expect(bySid(asked.participants)).toMatchObject({
      PA_ada: {
        sessionSid: 'RM_a',
        state: 'active',
        open: true,
        version: 2,
        kind: 'STANDARD',
        metadataHash: hash('häh\ufffd'),
      },
      PA_bob: { state: 'left', leftEstimated: false, open: false, version: 3 },
    });
    expect(bySid(asked.tracks)).toMatchObject({
      TR_1: { participantSid: 'PA_ada', type: 'VIDEO', open: true },
      TR_2: { sessionSid: 'RM_partial' },
    });
    const [eve] = (await held.of('default', { ...NOTHING, participants: ['PA_eve'] })).participants;
    expect(eve).toMatchObject({ state: 'active', version: null, metadataHash: null });
  });

  it('contain when a server last sent an event', async () => {
    expect(await held.lastEvents()).toEqual(
      new Map([
        ['default', START_MS + 1_250],
        ['west', START_MS + 250],
      ]),
    );
  });

  it('contain sessions that were silent for too long, by whether participants are in them', async () => {
    const silent = async (minutes: number, except: string[] = []): Promise<string[]> =>
      (await held.silent(START_MS + minutes * MINUTE, SILENCE_MS, except, 10)).map(({ sid }) => sid).sort();
    expect(await silent(9)).toEqual([]);
    expect(await silent(11)).toEqual(['RM_west']);
    expect(await silent(11, ['west'])).toEqual([]);
    expect(await silent(12 * 60 + 1)).toEqual(['RM_a', 'RM_partial', 'RM_west']);
  });

  it('continue to fold where a previous release stopped', async () => {
    // It knew one publication of a track, and no listed ones.
    await database.dataSource.query(`UPDATE track SET evidence = (evidence::jsonb
      - ARRAY['publication', 'unversionedEndMs', 'gone', 'lastSignMs', 'lastSignReceivedMs']
      || jsonb_build_object('publishedMs', published_ms, 'sessionSid', session_sid))::json`);
    const participant = { sid: 'PA_ada', identity: 'ada', profile: null };
    const gone = {
      event: 'track_gone',
      room: partialRoom('RM_a', 'a'),
      participant,
      track: trackOf('TR_1'),
      payload: {},
    } as const;
    const atMs = START_MS + MINUTE;
    expect(await ingest.submit(syntheticEvent('default', gone, atMs, atMs))).toBe('stored');
    const rows: unknown = await database.dataSource.query(
      `SELECT type, open, unpublished_ms AS "endMs", end_estimated AS estimated FROM track WHERE sid = 'TR_1'`,
    );
    expect(rows).toEqual([{ type: 'VIDEO', open: false, endMs: atMs, estimated: true }]);
  });
});
