import fc from 'fast-check';
import { type DomainEvent } from './event';
import { isPerson, kindOf } from './participant';
import { emptyState, type State } from './state';
import { fold } from './fold';
import { events as someEvents } from './testing/arbitrary-events';
import { InMemoryStore } from './testing/in-memory-store';
import { egressView, ingressView, participantView, sessionView, trackView } from './views';

const RUNS = { numRuns: 1000 };

/** Everything anybody can see. */
function views(state: State): Record<string, unknown> {
  const sorted = (rows: [string, unknown][]): unknown => Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
  const of = <R>(rows: Map<string, R>, view: (row: R) => unknown): unknown =>
    sorted([...rows].map(([key, row]) => [key, view(row)]));
  return {
    sessions: of(state.sessions, (row) => sessionView(row, 'default')),
    participants: of(state.participants, (row) => participantView(row, state.sessions.get(row.sessionSid))),
    tracks: of(state.tracks, (row) =>
      trackView(row, state.participants.get(row.participantSid), state.sessions.get(row.sessionSid)),
    ),
    egresses: of(state.egresses, egressView),
    ingresses: of(state.ingresses, ingressView),
  };
}

function stateOf(batches: readonly (readonly DomainEvent[])[]): State {
  const store = new InMemoryStore();
  for (const batch of batches) store.ingest(batch);
  return store.all;
}

const shuffled = (events: readonly DomainEvent[]): fc.Arbitrary<DomainEvent[]> =>
  fc.shuffledSubarray([...events], { minLength: events.length });

/** The same events, some of them twice, cut into batches of any size. */
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
  it('gives one state for every order, repetition and split into batches', () => {
    const property = fc.property(
      someEvents.chain((events) => fc.tuple(fc.constant(events), inBatches(events))),
      ([events, batches]) => {
        expect(views(stateOf(batches))).toEqual(views(stateOf([events])));
      },
    );
    fc.assert(property, RUNS);
  });

  it('rewrites every row whose visible value moved', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const store = new InMemoryStore();
        for (const event of events) {
          const before = views(store.all);
          const changed = fold(store.all, event);
          store.ingest([event]);
          const after = views(store.all);
          for (const kind of ['sessions', 'participants', 'tracks'] as const) {
            const [was, is] = [before[kind] as Record<string, unknown>, after[kind] as Record<string, unknown>];
            const moved = Object.keys(is).filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]));
            expect([...changed[kind].keys()]).toEqual(expect.arrayContaining(moved));
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('counts what a recount over the rows counts', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const state = stateOf([events]);
        for (const session of state.sessions.values()) {
          const seen = sessionView(session, 'default');
          const rows = [...state.participants.values()].filter((row) => row.sessionSid === session.sid);
          const shown = rows.map((row) => participantView(row, session));
          const active = rows.filter((_, i) => shown[i]?.state === 'active');
          const tracks = [...state.tracks.values()]
            .filter((row) => row.sessionSid === session.sid)
            .map((row) => trackView(row, state.participants.get(row.participantSid), session));
          const persons = rows.filter((row) => row.everActive && isPerson(kindOf(row)));
          expect(seen).toMatchObject({
            participants: active.length,
            people: active.filter((row) => isPerson(kindOf(row))).length,
            agents: active.filter((row) => kindOf(row) === 'AGENT').length,
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

  it('ends nothing before it starts and shows nothing open in an ended session', () => {
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
          const session = state.sessions.get(row.sessionSid);
          const shown = participantView(row, session);
          if (shown.state !== 'aborted') inOrder(shown.joinedAt, shown.leftAt);
          if (session && sessionView(session, 'default').state === 'ended') expect(shown.state).not.toBe('active');
        }
        for (const row of state.tracks.values()) {
          const shown = trackView(row, state.participants.get(row.participantSid), state.sessions.get(row.sessionSid));
          inOrder(shown.publishedAt, shown.unpublishedAt);
        }
      }),
      RUNS,
    );
  });

  it('leaves the state it was given untouched', () => {
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

  it('folds an unknown event into nothing', () => {
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
