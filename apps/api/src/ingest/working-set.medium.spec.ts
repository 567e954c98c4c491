/**
 * Generated events, stored in batches of any size and order, give the same rows as one fold over all of them, so a
 * batch loads enough. Stored events have the session of their connection. Real: PostgreSQL and PGlite.
 */
import {
  apply,
  type DomainEvent,
  emptyState,
  fold,
  participantView,
  sessionView,
  type State,
  reportedRoom,
  trackView,
} from '@livekit-dashboard/domain';
import { events as someEvents } from '@livekit-dashboard/domain/testing';
import fc from 'fast-check';
import { BatchRepository } from '../store/batch/batch.repository';
import { FeedRepository } from '../store/topics/feed.repository';
import { type MigratedDatabase, migratedDatabase } from '../testing/migrated-database';
import { describeOnEachDatabase } from '../testing/test-database';
import { commitBatch } from './commit-batch';
import type { ReceivedEvent } from './received-event';

const RUNS = 40;
const SEED = 20261130;

const received = (event: DomainEvent): ReceivedEvent => ({
  source: 'default',
  apiKey: 'devkey',
  receivedAt: event.receivedAtMs,
  bytes: 100,
  synthetic: false,
  event,
  payload: { event: event.event, id: event.id },
});

const inBatches = fc
  .tuple(someEvents, fc.infiniteStream(fc.integer({ min: 1, max: 9 })))
  .chain(([events, sizes]) =>
    fc
      .shuffledSubarray(events, { minLength: events.length })
      .map((shuffled) => ({ events, batches: cut(shuffled, sizes) })),
  );

function cut(events: readonly DomainEvent[], sizes: Iterable<number>): DomainEvent[][] {
  const rest = [...events];
  const batches: DomainEvent[][] = [];
  for (const size of sizes) {
    if (rest.length === 0) break;
    batches.push(rest.splice(0, size));
  }
  return batches;
}

const ms = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant));
const sorted = (rows: readonly object[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

/** The expected content of the tables for a state. */
function expected(state: State): Record<'session' | 'participant' | 'track', string[]> {
  const sessions = [...state.sessions.values()].map((row) => sessionView(row, 'default'));
  const placed = [...state.participants.values()].filter(({ sessionSid }) => sessionSid !== null);
  const sessionOf = (sid: string | null | undefined) => state.sessions.get(sid ?? '');
  return {
    session: sorted(
      sessions.map(
        ({
          sid,
          state: shown,
          endedAt,
          endReason,
          firstJoinedAt,
          lastLeftAt,
          people,
          agents,
          tracks,
          joins,
          identities,
        }) => ({
          ...{ sid, state: shown, ended_ms: ms(endedAt), end_reason: endReason, first_joined_ms: ms(firstJoinedAt) },
          ...{ last_left_ms: ms(lastLeftAt), people, agents, tracks, joins, identities },
        }),
      ),
    ),
    participant: sorted(
      placed
        .map((row) => participantView(row, sessionOf(row.sessionSid)))
        .map(({ sid, sessionSid, state: shown, leftAt, tracks, hidden }) => ({
          ...{ sid, session_sid: sessionSid, state: shown, left_ms: ms(leftAt), tracks, hidden },
        })),
    ),
    track: sorted(
      [...state.tracks.values()]
        .map((row) => {
          const participant = state.participants.get(row.participantSid);
          return trackView(row, participant, sessionOf(participant?.sessionSid));
        })
        .filter(({ sessionSid }) => sessionSid !== '')
        .map(({ sid, participantSid, sessionSid, publishedAt, unpublishedAt }) => ({
          ...{ sid, participant_sid: participantSid, session_sid: sessionSid },
          ...{ published_ms: ms(publishedAt), unpublished_ms: ms(unpublishedAt) },
        })),
    ),
  };
}

const COLUMNS = {
  session: 'sid, state, ended_ms, end_reason, first_joined_ms, last_left_ms, people, agents, tracks, joins, identities',
  participant: 'sid, session_sid, state, left_ms, tracks, hidden',
  track: 'sid, participant_sid, session_sid, published_ms, unpublished_ms',
};

describeOnEachDatabase('a working set', (create) => {
  let database: MigratedDatabase;

  beforeAll(async () => {
    database = await migratedDatabase(create);
  });
  afterAll(() => database.drop());

  const query = <R extends object>(sql: string): Promise<R[]> => database.dataSource.query(sql);

  async function ingest(batches: readonly DomainEvent[][]): Promise<void> {
    await query('TRUNCATE event, session, participant, track, egress, ingress, quarantined_event, tombstone');
    await query('UPDATE stream_head SET stream_offset = 0');
    const repository = new BatchRepository(database.dataSource);
    for (const batch of batches) {
      const { outcomes } = await repository.transaction((tx) => commitBatch(tx, batch.map(received)));
      expect(outcomes.every((outcome) => outcome === 'stored')).toBe(true);
    }
  }

  it('[FO3] contains all that a batch needs', async () => {
    await fc.assert(
      fc.asyncProperty(inBatches, async ({ events, batches }) => {
        const state = emptyState();
        for (const event of events) apply(state, fold(state, event));
        await ingest(batches);
        const stored = {
          session: sorted(await query(`SELECT ${COLUMNS.session} FROM session`)),
          participant: sorted(
            await query(`SELECT ${COLUMNS.participant} FROM participant WHERE session_sid IS NOT NULL`),
          ),
          track: sorted(await query(`SELECT ${COLUMNS.track} FROM track WHERE session_sid IS NOT NULL`)),
        };
        expect(stored).toEqual(expected(state));

        const log = await query<{ id: string; session: string | null }>('SELECT id, session_sid AS session FROM event');
        const sessions = new Map(log.map(({ id, session }) => [id, session]));
        for (const event of events) {
          const named = reportedRoom(event)?.sid ?? null;
          const own = state.participants.get(event.participant?.sid ?? '')?.sessionSid ?? null;
          const follows = event.event.startsWith('track_') || (named === null && event.participant !== null);
          expect([event.id, sessions.get(event.id)]).toEqual([event.id, follows ? own : named]);
        }
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });

  it('[FO8] updates a session that a connection left for another, also one that resumes', async () => {
    const at = Date.UTC(2026, 10, 23, 9);
    const base = { createdAtMs: at, receivedAtMs: at, egress: null, ingress: null, track: null };
    const room = (sid: string, full: boolean) => ({
      sid,
      name: sid,
      full,
      creationTimeMs: full ? at : null,
      metadata: full ? '' : null,
    });
    const track = {
      ...{ sid: 'TR_1', name: '', type: 'AUDIO', source: 'MICROPHONE', mimeType: null, width: null, height: null },
      ...{ publishedAtMs: at, version: [at * 1000, 0] as const },
    };
    const profile = {
      ...{ version: 1, name: '', kind: 'STANDARD', kindDetails: [], hidden: false, metadata: '', attributes: {} },
      ...{ joinedAtMs: at, disconnectReason: null },
    };
    const who = { sid: 'PA_1', identity: 'ada' };
    await ingest([
      [
        {
          ...base,
          id: 'EV_1',
          event: 'track_published',
          room: room('RM_1', false),
          participant: { ...who, profile: null },
          track,
        },
      ],
    ]);
    const joined = {
      ...base,
      id: 'EV_2',
      event: 'participant_joined',
      room: room('RM_2', true),
      participant: { ...who, profile },
    };
    const { feed } = await new BatchRepository(database.dataSource).transaction((tx) =>
      commitBatch(tx, [received(joined)]),
    );
    const left = feed?.changes.filter(({ sessionSid, change }) => sessionSid === 'RM_1' && change.kind !== 'session');
    expect(left?.map(({ change }) => [change.kind, change.value])).toEqual([
      ['participant', null],
      ['track', null],
    ]);
    const entered = feed?.changes.filter(
      ({ sessionSid, change }) => sessionSid === 'RM_2' && change.kind !== 'session',
    );
    expect(entered?.map(({ change }) => change.kind)).toEqual(['participant', 'track']);
    const both = ['RM_1', 'RM_2'].map((sid) => ({ source: 'default', sid }));
    expect(feed?.moved).toEqual(expect.arrayContaining(both));
    expect(await query('SELECT kind, id, session_sid AS session FROM tombstone ORDER BY kind, id')).toEqual([
      ...both.map(({ sid }) => ({ kind: 'events', id: sid, session: sid })),
      { kind: 'participant', id: 'PA_1', session: 'RM_1' },
      { kind: 'track', id: 'TR_1', session: 'RM_1' },
    ]);
    const digests = { read: () => Promise.reject(new Error('no digest is asked for')) };
    const missed = await new FeedRepository(database.dataSource, digests as never).changedSince(1);
    expect(
      missed.changes.filter(({ sessionSid }) => sessionSid === 'RM_1').map(({ change }) => change.value),
    ).toContain(null);
    expect(missed.moved).toEqual(expect.arrayContaining(both));
  });
});
