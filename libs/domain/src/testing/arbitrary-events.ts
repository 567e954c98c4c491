/**
 * Generated events: a few rooms, people and tracks, reported in every way that LiveKit can report them and in some that
 * it cannot, with times of a few seconds so that they tie and overlap. A sid keeps its name and identity, as in
 * LiveKit. A participant sid can be reported in two rooms or in none; a track sid can be published again, by the same
 * connection and by others; several rooms of one name can be live; clocks can be wrong.
 */
import fc from 'fast-check';
import { LIVEKIT_EVENTS, SYNTHETIC_EVENTS, type DomainEvent } from '../event';
import type { ParticipantProfile } from '../participant-profile';

const BASE_MS = Date.UTC(2026, 10, 23, 9, 30);
const ROOMS = [
  { sid: 'RM_a1', name: 'daily' },
  { sid: 'RM_a2', name: 'daily' },
  { sid: 'RM_a3', name: 'daily' },
  { sid: 'RM_b1', name: 'support' },
] as const;
const KINDS = ['STANDARD', 'SIP', 'AGENT', 'EGRESS', 'INGRESS', 'CONNECTOR'];

const second = fc.integer({ min: 0, max: 12 }).map((n) => BASE_MS + n * 1000);
/** Mostly close together. Sometimes most of a day later, on the other side of the 12 h limit of supersession. */
const moment = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 12_999 }).map((n) => BASE_MS + n) },
  { weight: 1, arbitrary: fc.constant(BASE_MS + 20 * 60 * 60 * 1000) },
);

type Room = (typeof ROOMS)[number];

/** The room that an event names: mostly the connection's own, sometimes another one (a move), sometimes none. */
const placeAmong = (rooms: readonly Room[]): fc.Arbitrary<Room | 'home' | null> =>
  fc.oneof(
    { weight: 7, arbitrary: fc.constant('home' as const) },
    { weight: 2, arbitrary: fc.constantFrom(...rooms) },
    { weight: 1, arbitrary: fc.constant(null) },
  );

/** Few values, so that sids are published again; null for servers that do not send versions. */
const version = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...[1, 4, 8].map((n) => [(BASE_MS + n * 1000) * 1000, n % 2] as const)) },
  { weight: 1, arbitrary: fc.constant(null) },
);

const profile = (person: number): fc.Arbitrary<ParticipantProfile> =>
  fc.record({
    version: fc.integer({ min: 0, max: 4 }),
    name: fc.constantFrom('', 'Ada', 'Grace'),
    kind: fc.constantFrom(KINDS[person % KINDS.length] ?? 'STANDARD', 'STANDARD'),
    kindDetails: fc.constant([]),
    hidden: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
    metadata: fc.constantFrom('', 'm1', 'm2'),
    attributes: fc.constantFrom({}, { 'lk.agent.name': 'frontdesk' }),
    joinedAtMs: fc.option(moment, { nil: null }),
    disconnectReason: fc.constantFrom(null, 'CLIENT_INITIATED'),
  });

const times = {
  createdAtMs: fc.oneof({ weight: 19, arbitrary: second }, fc.constant(BASE_MS + 40 * 60 * 60 * 1000)),
  /** Late or retried, and sometimes by a clock that is hours off. */
  delayMs: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: -500, max: 5000 }) },
    { weight: 1, arbitrary: fc.constantFrom(-13 * 60 * 60 * 1000, 13 * 60 * 60 * 1000) },
  ),
};

interface World {
  readonly rooms: readonly Room[];
  readonly people: number;
  /** Fewer than people, so that some connections are of a person who rejoined under another sid. */
  readonly identities: number;
  readonly tracks: number;
  readonly names: readonly string[];
}

const eventIn = ({ rooms, people, identities, tracks, names }: World): fc.Arbitrary<DomainEvent> =>
  fc
    .record({
      event: fc.constantFrom(...names),
      home: fc.constantFrom(...rooms),
      place: placeAmong(rooms),
      person: fc.integer({ min: 0, max: people - 1 }),
      trackNumber: fc.integer({ min: 0, max: tracks - 1 }),
      creationTimeMs: fc.option(moment, { nil: null }),
      metadata: fc.constantFrom(null, '', 'room'),
      egressStatus: fc.constantFrom('EGRESS_STARTING', 'EGRESS_ACTIVE', 'EGRESS_COMPLETE', 'EGRESS_FAILED'),
      updatedAtMs: fc.option(moment, { nil: null }),
      version,
      silentSinceMs: fc.option(moment, { nil: null }),
      ...times,
    })
    .chain((draft) => profile(draft.person).map((whole) => ({ ...draft, whole })))
    .map(
      ({ event: name, home, place: reportedPlace, person, trackNumber, whole, createdAtMs, delayMs, ...reported }) => {
        const full = /^(room|participant|session)_/.test(name);
        const aboutPerson = /^(participant|track)_/.test(name);
        const room = reportedPlace === 'home' || reportedPlace === null || !aboutPerson ? home : reportedPlace;
        const job = { roomSid: room.sid, roomName: room.name, startedAtMs: null, endedAtMs: null, error: null };
        return {
          id: '',
          event: name,
          createdAtMs,
          receivedAtMs: createdAtMs + delayMs,
          room:
            /^(egress|ingress)_/.test(name) || (aboutPerson && reportedPlace === null)
              ? null
              : {
                  ...room,
                  full,
                  creationTimeMs: full ? reported.creationTimeMs : null,
                  metadata: full ? reported.metadata : null,
                },
          participant: aboutPerson
            ? {
                sid: `PA_${home.sid}_${person}`,
                identity: `person-${person % identities}`,
                profile: name.startsWith('track_') ? null : whole,
              }
            : null,
          track: name.startsWith('track_')
            ? {
                sid: `TR_${person % 2}_${trackNumber}`,
                name: '',
                type: 'AUDIO',
                source: trackNumber === 0 ? 'MICROPHONE' : 'CAMERA',
                mimeType: null,
                width: null,
                height: null,
                publishedAtMs: reported.version && Math.floor(reported.version[0] / 1000),
                version: reported.version,
              }
            : null,
          egress: name.startsWith('egress_')
            ? {
                ...job,
                id: `EG_${room.sid}`,
                kind: 'web',
                status: reported.egressStatus,
                updatedAtMs: reported.updatedAtMs,
                errorCode: null,
                details: null,
                backupStorageUsed: null,
                manifestLocation: null,
                results: [],
              }
            : null,
          ingress: name.startsWith('ingress_')
            ? {
                ...job,
                id: 'IN_1',
                resourceId: `RE_${trackNumber}`,
                roomSid: room.sid,
                inputType: 'RTMP_INPUT',
                status: 'ENDPOINT_PUBLISHING',
                updatedAtMs: reported.updatedAtMs,
              }
            : null,
          silentSinceMs: name === 'session_timeout' ? reported.silentSinceMs : null,
        };
      },
    );

/** Events with unique ids. */
const listOf = (event: fc.Arbitrary<DomainEvent>): fc.Arbitrary<DomainEvent[]> =>
  fc
    .array(event, { minLength: 1, maxLength: 30 })
    .map((list) => list.map((one, i) => ({ ...one, id: `EV_${String(i).padStart(3, '0')}` })));

const NAMES = [...LIVEKIT_EVENTS, ...SYNTHETIC_EVENTS, 'agent_job_started'];

export const events = listOf(eventIn({ rooms: ROOMS, people: 6, identities: 3, tracks: 3, names: NAMES }));

/** Few connections and tracks, so that most events meet and move what an earlier batch stored. */
export const crowdedEvents = listOf(
  eventIn({
    rooms: [ROOMS[0], ROOMS[3]],
    people: 4,
    identities: 2,
    tracks: 1,
    names: [...NAMES.filter((name) => /^(participant|track)_/.test(name)), 'room_started', 'room_finished'],
  }),
);
