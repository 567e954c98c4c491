import fc from 'fast-check';
import { type DomainEvent } from './event';
import type { Track } from '@livekit-dashboard/contracts';
import { countedKindOf, isPerson, type ParticipantRecord } from './participant';
import type { SessionRecord } from './session';
import { emptyState, type State } from './state';
import { fold } from './fold';
import { crowdedEvents, events as someEvents } from './testing/arbitrary-events';
import { InMemoryStore } from './testing/in-memory-store';
import type { TrackRecord } from './track';
import { egressView, ingressView } from './job-view';
import { participantView } from './participant-view';
import { sessionView } from './session-view';
import { trackView } from './track-view';

const RUNS = { numRuns: 1500 };

const sessionOf = (state: State, { sessionSid }: ParticipantRecord): SessionRecord | undefined =>
  state.sessions.get(sessionSid ?? '');

function seenTrack(state: State, row: TrackRecord): Track {
  const participant = state.participants.get(row.participantSid);
  return trackView(row, participant, participant && sessionOf(state, participant));
}

/** Everything that a client can see. */
function views(state: State): Record<string, unknown> {
  const sorted = (rows: [string, unknown][]): unknown => Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
  const of = <R>(rows: Map<string, R>, view: (row: R) => unknown): unknown =>
    sorted([...rows].map(([key, row]) => [key, view(row)]));
  return {
    sessions: of(state.sessions, (row) => sessionView(row, 'default')),
    participants: of(state.participants, (row) => participantView(row, sessionOf(state, row))),
    tracks: of(state.tracks, (row) => seenTrack(state, row)),
    egresses: of(state.egresses, (row) => egressView(row, 'default')),
    ingresses: of(state.ingresses, (row) => ingressView(row, 'default')),
  };
}

function stateOf(batches: readonly (readonly DomainEvent[])[]): State {
  const store = new InMemoryStore();
  for (const batch of batches) store.ingest(batch);
  return store.all;
}

const shuffled = (events: readonly DomainEvent[]): fc.Arbitrary<DomainEvent[]> =>
  fc.shuffledSubarray([...events], { minLength: events.length });

/** The same events, some of them twice, split into batches of any size. */
const inBatches = (events: readonly DomainEvent[]): fc.Arbitrary<DomainEvent[][]> =>
  fc
    .tuple(shuffled(events), fc.subarray([...events]), fc.infiniteStream(fc.integer({ min: 1, max: 12 })))
    .map(([order, again, sizes]) => {
      const rest = [...order, ...again];
      const batches: DomainEvent[][] = [];
      for (const size of sizes) {
        if (rest.length === 0) break;
        batches.push(rest.splice(0, size));
      }
      return batches;
    });

describe('fold', () => {
  it.each([
    ['many things', someEvents],
    ['few things', crowdedEvents],
  ])('[FO1] gives one state for every order, repetition and split into batches: events about %s', (_, told) => {
    const property = fc.property(
      told.chain((events) => fc.tuple(fc.constant(events), inBatches(events))),
      ([events, batches]) => {
        expect(views(stateOf(batches))).toEqual(views(stateOf([events])));
      },
    );
    fc.assert(property, RUNS);
  });

  it.each([
    ['many things', someEvents],
    ['few things', crowdedEvents],
  ])(
    '[FO3] writes every row whose visible value moved, with no more than a batch loads: of events about %s',
    (_, told) => {
      fc.assert(
        fc.property(told.chain(inBatches), (batches) => {
          const store = new InMemoryStore();
          let before = views(store.all);
          for (const batch of batches) {
            const written = store.ingest(batch);
            const after = views(store.all);
            for (const kind of ['sessions', 'participants', 'tracks'] as const) {
              type Shown = Record<string, { readonly sessionSid?: string }>;
              const [was, is] = [before[kind] as Shown, after[kind] as Shown];
              // A row without a session is hidden, and is written whole as soon as its session is known.
              const shown = Object.keys(is).filter((key) => is[key]?.sessionSid !== '');
              const moved = shown.filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]));
              expect([...written[kind].keys()]).toEqual(expect.arrayContaining(moved));
            }
            before = after;
          }
        }),
        RUNS,
      );
    },
  );

  it.each([
    ['many things', someEvents],
    ['few things', crowdedEvents],
  ])('[FO18] equals a recount over the rows: events about %s', (_, told) => {
    fc.assert(
      fc.property(told, (events) => {
        const state = stateOf([events]);
        for (const session of state.sessions.values()) {
          const seen = sessionView(session, 'default');
          const rows = [...state.participants.values()].filter((row) => row.sessionSid === session.sid);
          const shown = rows.map((row) => participantView(row, session));
          const active = rows.filter((_, i) => shown[i]?.state === 'active');
          const tracks = [...state.tracks.values()]
            .map((row) => seenTrack(state, row))
            .filter((row) => row.sessionSid === session.sid);
          const persons = rows.filter((row) => row.everActive && isPerson(countedKindOf(row)));
          expect(seen).toMatchObject({
            participants: active.length,
            people: active.filter((row) => isPerson(countedKindOf(row))).length,
            agents: active.filter((row) => countedKindOf(row) === 'AGENT').length,
            tracks: tracks.filter((track) => track.unpublishedAt === null).length,
            joins: rows.filter((row) => row.everActive).length,
            aborted: shown.filter((row) => row.state === 'aborted').length,
            identities: new Set(persons.map((row) => row.identity)).size,
          });
          expect(shown.reduce((sum, row) => sum + row.tracks, 0)).toBe(seen.tracks);
        }
      }),
      RUNS,
    );
  });

  it('[FO4] ends nothing before it starts and shows nothing open in an ended session', () => {
    const inOrder = (start: string | null, end: string | null): void => {
      if (start !== null && end !== null) expect(end >= start).toBe(true);
    };
    fc.assert(
      fc.property(someEvents, (events) => {
        const state = stateOf([events]);
        for (const row of state.sessions.values()) {
          const session = sessionView(row, 'default');
          inOrder(session.startedAt, session.endedAt);
          inOrder(session.firstJoinedAt, session.lastLeftAt);
          expect(session.state === 'ended').toBe(session.endedAt !== null);
        }
        for (const row of state.participants.values()) {
          const session = sessionOf(state, row);
          const shown = participantView(row, session);
          if (shown.state !== 'aborted') inOrder(shown.joinedAt, shown.leftAt);
          if (session && sessionView(session, 'default').state === 'ended') expect(shown.state).not.toBe('active');
        }
        for (const row of state.tracks.values()) {
          const shown = seenTrack(state, row);
          inOrder(shown.publishedAt, shown.unpublishedAt);
        }
      }),
      RUNS,
    );
  });

  it('[FO2] does not change the state it is given', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const state = stateOf([events.slice(1)]);
        const before = JSON.stringify([...state.sessions]);
        if (events[0]) fold(state, events[0]);
        expect(JSON.stringify([...state.sessions])).toBe(before);
      }),
      { numRuns: 50 },
    );
  });

  it('[FO2] changes nothing for an unknown event', () => {
    const unknown: DomainEvent = {
      id: 'EV_1',
      event: 'agent_job_pending',
      createdAtMs: 0,
      receivedAtMs: 0,
      room: { sid: 'RM_1', name: 'r', full: false, creationTimeMs: null, metadata: null },
      participant: null,
      track: null,
      egress: null,
      ingress: null,
    };
    expect(fold(emptyState(), unknown)).toEqual(emptyState());
  });
});
