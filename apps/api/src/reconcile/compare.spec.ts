/** The comparison, and the views after a fold of its findings. The stored rows come from the domain's views, as the store writes them. */
import {
  apply,
  emptyState,
  fold,
  isOpen,
  isTrackOpen,
  participantView,
  sessionView,
  trackKey,
  type DomainEvent,
  type State,
} from '@livekit-dashboard/domain';
import type { ListedParticipant, ListedTrack } from '@livekit-dashboard/livekit';
import fc from 'fast-check';
import type { Held } from '../store/reconcile/held.repository';
import { storedOf } from '../testing/stored-of';
import { compare, type Compared, type Comparison } from './compare';
import type { LiveRoom } from './live-room';
import { syntheticEvent, type Finding } from './synthetic-event';

const T = Date.UTC(2026, 10, 24, 12);
const HOUR = 3_600_000;
const HEAD = 100;

/** The rows of a state, last touched by the event at `streamOffset`. */
const heldOf = (state: State, streamOffset = HEAD): Held => storedOf(state, () => ({ streamOffset, webhookMs: null }));
const compared = (held: Held, rooms: readonly LiveRoom[], more: Partial<Comparison> = {}): Compared =>
  compare({ atMs: T, head: HEAD, rooms, inFlux: new Set(), held, quietMs: 60_000, ...more });
/** What it would find if a second listing lacked the same. */
const found = (...args: Parameters<typeof compared>): Finding[] => {
  const { found: listed, missing } = compared(...args);
  return [...listed, ...missing.map(({ finding }) => finding)];
};
const names = (findings: readonly Finding[]): string[] =>
  findings.map(({ event, room, participant, track }) => `${event} ${track?.sid ?? participant?.sid ?? room?.sid}`);

/** RM_0 is past: another room of its name was created half an hour ago. */
const createdMs = (sid: string): number => (sid === 'RM_0' ? T - HOUR : T - HOUR / 2);

function listed(
  sid: string,
  name: string,
  participants: readonly ListedParticipant[] | null = [],
  metadata = '',
): LiveRoom {
  const room = { sid, name, full: true, creationTimeMs: createdMs(sid), metadata };
  return { room, payload: () => ({}), participants };
}

const someone = (
  sid: string,
  more: Record<string, unknown> = {},
  tracks: readonly ListedTrack[] = [],
): ListedParticipant => ({
  participant: {
    sid,
    identity: sid.toLowerCase(),
    profile: {
      version: 3,
      name: 'Ada',
      kind: 'STANDARD',
      kindDetails: [],
      hidden: false,
      metadata: '',
      attributes: {},
      joinedAtMs: T - HOUR / 2,
      disconnectReason: null,
      ...more,
    },
  },
  active: true,
  tracks,
  tracksListed: true,
  payload: () => ({}),
});

const published = (sid: string): ListedTrack => ({
  track: {
    sid,
    name: '',
    type: 'AUDIO',
    source: 'MICROPHONE',
    mimeType: null,
    width: null,
    height: null,
    publishedAtMs: T - HOUR / 4,
    version: [(T - HOUR / 4) * 1000, 0],
  },
  payload: () => ({}),
});

let number = 0;
/** A webhook of that many ms before T. */
function webhook(
  event: string,
  one: LiveRoom,
  who?: ListedParticipant,
  what?: ListedTrack,
  beforeMs = 60_000,
): DomainEvent {
  number += 1;
  const partial = { ...one.room, full: false, creationTimeMs: null, metadata: null };
  return {
    id: `EV_${String(number).padStart(9, '0')}`,
    event,
    createdAtMs: T - beforeMs,
    receivedAtMs: T - beforeMs,
    room: what ? partial : one.room,
    participant: who ? (what ? { ...who.participant, profile: null } : who.participant) : null,
    track: what?.track ?? null,
    egress: null,
    ingress: null,
  };
}

function stateOf(...events: readonly DomainEvent[]): State {
  const state = emptyState();
  for (const event of events) apply(state, fold(state, event));
  return state;
}

function feed(state: State, findings: readonly Finding[], atMs = T): void {
  for (const finding of findings) apply(state, fold(state, syntheticEvent('default', finding, atMs, atMs + 500).event));
}

const ada = someone('PA_1', {}, [published('TR_1')]);
const room = listed('RM_1', 'daily', [ada]);
const known = (): State =>
  stateOf(
    webhook('room_started', room),
    webhook('participant_joined', room, ada),
    webhook('track_published', room, ada, published('TR_1')),
  );

describe('a comparison', () => {
  it('finds nothing if both agree', () => {
    expect(names(found(heldOf(known()), [room]))).toEqual([]);
  });

  it('finds all of a room that is not stored', () => {
    const expected = ['session_listed RM_1', 'participant_listed PA_1', 'track_listed TR_1'];
    expect(names(found(heldOf(emptyState()), [room]))).toEqual(expected);
  });

  it('finds details of what is known only in part, also if an event touched it meanwhile', () => {
    const partial = stateOf(webhook('track_published', room, ada, published('TR_1')));
    const expected = ['session_listed RM_1', 'participant_listed PA_1'];
    expect(names(found(heldOf(partial), [room]))).toEqual(expected);
    expect(names(found(heldOf(partial, HEAD + 1), [room]))).toEqual(expected);
  });

  it('finds participants that left, and their tracks', () => {
    expect(names(found(heldOf(known()), [listed('RM_1', 'daily', [someone('PA_1')])]))).toEqual(['track_gone TR_1']);
    expect(names(found(heldOf(known()), [listed('RM_1', 'daily', [])]))).toEqual(['participant_gone PA_1']);
    expect(names(found(heldOf(known()), []))).toEqual(['session_gone RM_1']);
  });

  it('does not end tracks if the listing contains none at all', () => {
    const untold = { ...someone('PA_1'), tracksListed: false };
    expect(found(heldOf(known()), [listed('RM_1', 'daily', [untold])])).toEqual([]);
  });

  it('does not end what an event touched since the request began', () => {
    const held = heldOf(known(), HEAD + 1);
    for (const rooms of [[], [listed('RM_1', 'daily', [])], [listed('RM_1', 'daily', [someone('PA_1')])]]) {
      expect(found(held, rooms)).toEqual([]);
    }
  });

  it('does not end anything in a room that was not requested, or was listed only part of the time', () => {
    expect(found(heldOf(known()), [listed('RM_1', 'daily', null)])).toEqual([]);
    expect(found(heldOf(known()), [], { inFlux: new Set(['RM_1']) })).toEqual([]);
  });

  it('decides nothing about a room whose listing lacks all participants of recent webhooks', () => {
    const state = known();
    apply(state, fold(state, webhook('participant_joined', room, someone('PA_2'))));
    const seen = (webhookMs: number): Compared => {
      const held = heldOf(state);
      const participants = held.participants.map((row) => (row.sid === 'PA_2' ? { ...row, webhookMs } : row));
      return compared({ ...held, participants }, [listed('RM_1', 'daily', [])]);
    };
    expect(seen(T - 59_000)).toMatchObject({ missing: [], undecided: new Set(['RM_1']) });
    expect(seen(T - 60_000).missing.map(({ key }) => key)).toEqual(['participant_gone:PA_1', 'participant_gone:PA_2']);
  });

  describe('with participants that no node serves', () => {
    const both = listed('RM_1', 'daily', [ada, someone('PA_2')]);
    const phantoms = (unserved: string[], unclear: string[] = []) => ({
      phantoms: { unserved: new Set(unserved), unclear: new Set(unclear) },
    });
    const state = stateOf(
      webhook('room_started', room),
      webhook('participant_joined', room, ada),
      webhook('participant_joined', room, someone('PA_2')),
    );

    it('treats those as absent, and the room if there are no others', () => {
      expect(names(found(heldOf(state), [both], phantoms(['PA_2'])))).toEqual([
        'track_listed TR_1',
        'participant_gone PA_2',
      ]);
      expect(names(found(heldOf(state), [both], phantoms(['PA_1', 'PA_2'])))).toEqual(['session_gone RM_1']);
    });

    it('does not decide about uncertain ones that were not checked', () => {
      const some = compared(heldOf(state), [both], phantoms([], ['PA_2']));
      expect(some).toMatchObject({ missing: [], undecided: new Set(['participant_gone:PA_2']) });
      const all = compared(heldOf(state), [both], phantoms(['PA_1'], ['PA_2']));
      expect(all).toMatchObject({ found: [], missing: [], undecided: new Set(['RM_1']) });
    });

    it('does not reactivate what it ended while LiveKit still lists it', () => {
      const dead = known();
      feed(dead, found(heldOf(dead), [room], phantoms(['PA_1'])));
      expect(sessionView(dead.sessions.get('RM_1') ?? never(), 'default').endReason).toBe('reconciled');
      expect(found(heldOf(dead), [room], { atMs: T + 1_000, ...phantoms(['PA_1']) })).toEqual([]);
      expect(names(found(heldOf(dead), [room], { atMs: T + 1_000 }))).toEqual(['session_listed RM_1']);
    });
  });

  it('does not treat joining or leaving participants as absent', () => {
    expect(found(heldOf(known()), [listed('RM_1', 'daily', [{ ...ada, active: false }])])).toEqual([]);
    const joining = { ...someone('PA_2'), active: false };
    expect(found(heldOf(known()), [listed('RM_1', 'daily', [ada, joining])])).toEqual([]);
  });

  it.each([
    ['name', { name: 'Grace' }],
    ['metadata', { metadata: 'm' }],
    ['attributes', { attributes: { tier: 'gold' } }],
  ])('finds a changed %s of a newer version, not of an older one', (_, changed) => {
    const as = (version: number): LiveRoom =>
      listed('RM_1', 'daily', [someone('PA_1', { ...changed, version }, ada.tracks)]);
    expect(names(found(heldOf(known()), [as(4)]))).toEqual(['participant_listed PA_1']);
    expect(found(heldOf(known()), [as(2)])).toEqual([]);
    expect(found(heldOf(known(), HEAD + 1), [as(4)])).toEqual([]);
  });

  it('makes no event of state attributes of an agent', () => {
    const attributes = { 'lk.agent.state': 'thinking' };
    const thinking = listed('RM_1', 'daily', [someone('PA_1', { attributes, version: 9 }, ada.tracks)]);
    expect(found(heldOf(known()), [thinking])).toEqual([]);
  });

  it('finds changed metadata of a room', () => {
    expect(names(found(heldOf(known()), [listed('RM_1', 'daily', [ada], 'new')]))).toEqual(['session_listed RM_1']);
  });

  it('confirms a session after half of the silence limit', () => {
    const [empty, silent] = [listed('RM_2', 'empty'), listed('RM_3', 'silent', [ada])];
    const at = (ms: number, one: LiveRoom): State =>
      stateOf(
        webhook('room_started', one, undefined, undefined, ms),
        ...(one === silent ? [webhook('participant_joined', one, ada, undefined, ms)] : []),
      );
    const news = (state: State, one: LiveRoom): string[] =>
      names(found(heldOf(state), [{ ...one, participants: null }]));
    expect(news(at(5 * 60_000, empty), empty)).toEqual([]);
    expect(news(at(5 * 60_000 + 1, empty), empty)).toEqual(['session_listed RM_2']);
    expect(news(at(6 * HOUR, silent), silent)).toEqual([]);
    expect(news(at(6 * HOUR + 1, silent), silent)).toEqual(['session_listed RM_3']);
  });

  it('treats a superseded room as active only if both rooms of its name are listed', () => {
    const [older, newer] = [listed('RM_0', 'daily', null), listed('RM_1', 'daily', null)];
    const state = stateOf(
      webhook('room_started', older, undefined, undefined, HOUR),
      webhook('room_started', newer, undefined, undefined, HOUR / 2 - 1_000),
    );
    const seen = (...rooms: LiveRoom[]): string[] => names(compared(heldOf(state), rooms).found);
    expect(sessionView(state.sessions.get('RM_0') ?? never(), 'default').endReason).toBe('superseded');
    expect(seen(older)).not.toContain('session_listed RM_0');
    expect(seen(older, newer)).toContain('session_listed RM_0');
  });

  it('does not reactivate what was observed to end', () => {
    const state = known();
    const left = stateOf(webhook('room_started', room), webhook('participant_left', room, ada));
    expect(names(found(heldOf(left), [room]))).toEqual([]);
    apply(state, fold(state, webhook('room_finished', room)));
    expect(names(found(heldOf(state), [room]))).toEqual([]);
  });

  it('reactivates what it ended once LiveKit lists it again', () => {
    const state = known();
    feed(state, found(heldOf(state), []));
    expect(sessionView(state.sessions.get('RM_1') ?? never(), 'default').state).toBe('ended');
    const later = found(heldOf(state), [room], { atMs: T + 1_000 });
    expect(names(later)).toEqual(['session_listed RM_1']);
    feed(state, later, T + 1_000);
    expect(sessionView(state.sessions.get('RM_1') ?? never(), 'default')).toMatchObject({
      state: 'active',
      people: 1,
      tracks: 1,
    });
  });
});

const never = (): never => {
  throw new Error('it is not there');
};

describe('any comparison', () => {
  const rooms = [listed('RM_0', 'a'), listed('RM_1', 'a'), listed('RM_2', 'b'), listed('RM_3', 'c')];
  const people = [0, 1, 2];
  const profile = fc.record({ version: fc.integer({ min: 1, max: 4 }), name: fc.constantFrom('', 'Ada', 'Grace') });

  /** The participants of a room in LiveKit's listing. */
  const participants = (sid: string): fc.Arbitrary<ListedParticipant[]> =>
    fc
      .tuple(
        ...people.map((n) =>
          fc.record({
            n: fc.constant(n),
            here: fc.boolean(),
            active: fc.boolean(),
            profile,
            tracks: fc.subarray(people),
          }),
        ),
      )
      .map((all) =>
        all
          .filter(({ here }) => here)
          .map(({ n, active, profile: told, tracks }) => ({
            ...someone(
              `PA_${sid}_${n}`,
              { ...told, version: told.version + 4 },
              tracks.map((k) => published(`TR_${sid}_${n}_${k}`)),
            ),
            active,
          })),
      );
  const listing = fc
    .tuple(fc.subarray(rooms), ...rooms.map(({ room: { sid } }) => fc.option(participants(sid))))
    .map(([here, ...who]) =>
      here
        .filter(({ room: { sid } }) => sid !== 'RM_0' || !here.some((other) => other.room.sid === 'RM_1'))
        .map((one) => ({ ...one, participants: who[rooms.indexOf(one)] ?? null })),
    );
  const NAMES = [
    'room_started',
    'room_finished',
    'participant_joined',
    'participant_left',
    'participant_connection_aborted',
    'track_published',
    'track_unpublished',
    'session_gone',
    'participant_gone',
    'track_gone',
  ];
  const webhooks = fc.array(
    fc
      .record({
        name: fc.constantFrom(...NAMES),
        one: fc.constantFrom(...rooms),
        n: fc.constantFrom(...people),
        k: fc.constantFrom(...people),
        profile,
        beforeMs: fc.integer({ min: 1_000, max: 20_000 }),
      })
      .map(({ name, one, n, k, profile: told, beforeMs }) => {
        const who = someone(`PA_${one.room.sid}_${n}`, told);
        const what = published(`TR_${one.room.sid}_${n}_${k}`);
        return webhook(
          name,
          one,
          /^(participant|track)_/.test(name) ? who : undefined,
          name.startsWith('track_') ? what : undefined,
          one.room.sid === 'RM_0' ? HOUR / 2 + beforeMs : beforeMs,
        );
      }),
    { maxLength: 25 },
  );

  it('makes the rows equal to the listing, apart from observed ends, and then finds nothing more', () => {
    fc.assert(
      fc.property(webhooks, listing, (events, live) => {
        const state = stateOf(...events);
        feed(state, found(heldOf(state), live));
        for (const row of state.sessions.values()) {
          const seen = sessionView(row, 'default');
          const one = live.find(({ room: { sid } }) => sid === row.sid);
          const past = seen.endReason === 'finished' || seen.endReason === 'superseded';
          expect({ sid: row.sid, active: seen.state === 'active' }).toEqual({
            sid: row.sid,
            active: !past && one !== undefined,
          });
          if (past || !one?.participants) continue;
          for (const who of one.participants.filter(({ active }) => active)) {
            const participant = state.participants.get(who.participant.sid) ?? never();
            const view = participantView(participant, row);
            const observed = view.state === 'left' && !view.leftEstimated;
            if (!observed) expect(view.state).toBe('active');
            const open = [...state.tracks.values()].filter(
              (track) => track.participantSid === participant.sid && isTrackOpen(track),
            );
            const expected = who.tracks.filter(
              ({ track }) => (state.tracks.get(trackKey(participant.sid, track.sid))?.unpublishedMs ?? null) === null,
            );
            if (!observed)
              expect(open.map(({ sid }) => sid).sort()).toEqual(expected.map(({ track }) => track.sid).sort());
          }
          const present = new Set(one.participants.map(({ participant }) => participant.sid));
          for (const participant of state.participants.values()) {
            if (participant.sessionSid === row.sid && !present.has(participant.sid))
              expect(isOpen(participant)).toBe(false);
          }
        }
        expect(names(found(heldOf(state), live, { atMs: T + 1_000 }))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('never ends or changes a row that an event touched meanwhile', () => {
    fc.assert(
      fc.property(webhooks, listing, (events, live) => {
        // Without the one that a newer room of its name ends, as expected.
        const state = stateOf(...events.filter((event) => event.room?.sid !== 'RM_0'));
        const before = heldOf(state);
        feed(state, found(heldOf(state, HEAD + 1), live));
        const after = heldOf(state);
        const open = (held: Held): string[] => [
          ...held.sessions.filter((row) => row.state === 'active').map(({ sid }) => sid),
          ...held.participants.filter((row) => row.state === 'active').map(({ sid }) => sid),
          ...held.tracks.filter((row) => row.open).map(({ sid }) => sid),
        ];
        expect(open(after)).toEqual(expect.arrayContaining(open(before)));
      }),
      { numRuns: 300 },
    );
  });
});
