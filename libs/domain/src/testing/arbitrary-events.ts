/**
 * Generated events: a small world of rooms, people and tracks, told in every way LiveKit can tell it and some in which it does
 * not, with times of a few seconds so that they tie and cross. A sid keeps its name, session and identity, as LiveKit's do.
 */
import fc from 'fast-check';
import { LIVEKIT_EVENTS, SYNTHETIC_EVENTS, type DomainEvent, type ParticipantProfile } from '../event';

const BASE_MS = Date.UTC(2026, 10, 23, 9, 30);
const ROOMS = [
  { sid: 'RM_a1', name: 'daily' },
  { sid: 'RM_a2', name: 'daily' },
  { sid: 'RM_a3', name: 'daily' },
  { sid: 'RM_b1', name: 'support' },
] as const;
const KINDS = ['STANDARD', 'SIP', 'AGENT', 'EGRESS', 'INGRESS', 'CONNECTOR'];

const second = fc.integer({ min: 0, max: 12 }).map((n) => BASE_MS + n * 1000);
/** Mostly close together; now and then most of a day later, which the 12 h of supersession tell apart. */
const moment = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 12_999 }).map((n) => BASE_MS + n) },
  { weight: 1, arbitrary: fc.constant(BASE_MS + 20 * 60 * 60 * 1000) },
);

const profile = (person: number): fc.Arbitrary<ParticipantProfile> =>
  fc.record({
    version: fc.integer({ min: 0, max: 4 }),
    name: fc.constantFrom('', 'Ada', 'Grace'),
    kind: fc.constantFrom(KINDS[person % KINDS.length] ?? 'STANDARD', 'STANDARD'),
    metadata: fc.constantFrom('', 'm1', 'm2'),
    attributes: fc.constantFrom({}, { 'lk.agent.name': 'frontdesk' }),
    joinedAtMs: fc.option(moment, { nil: null }),
    disconnectReason: fc.constantFrom(null, 'CLIENT_INITIATED'),
  });

const times = { createdAtMs: second, delayMs: fc.integer({ min: -500, max: 5000 }) };

const event: fc.Arbitrary<DomainEvent> = fc
  .record({
    event: fc.constantFrom(...LIVEKIT_EVENTS, ...SYNTHETIC_EVENTS, 'agent_job_started'),
    room: fc.constantFrom(...ROOMS),
    person: fc.integer({ min: 0, max: 5 }),
    trackNumber: fc.integer({ min: 0, max: 2 }),
    creationTimeMs: fc.option(moment, { nil: null }),
    metadata: fc.constantFrom(null, '', 'room'),
    egressStatus: fc.constantFrom('EGRESS_STARTING', 'EGRESS_ACTIVE', 'EGRESS_COMPLETE', 'EGRESS_FAILED'),
    updatedAtMs: fc.option(moment, { nil: null }),
    publishedAtMs: fc.option(moment, { nil: null }),
    ...times,
  })
  .chain((draft) => profile(draft.person).map((whole) => ({ ...draft, whole })))
  .map(({ event: name, room, person, trackNumber, whole, createdAtMs, delayMs, ...told }) => {
    const full = /^(room|participant|session)_/.test(name);
    const aboutPerson = /^(participant|track)_/.test(name);
    const job = { roomSid: room.sid, roomName: room.name, startedAtMs: null, endedAtMs: null, error: null };
    return {
      id: '',
      event: name,
      createdAtMs,
      receivedAtMs: createdAtMs + delayMs,
      room: /^(egress|ingress)_/.test(name)
        ? null
        : { ...room, full, creationTimeMs: full ? told.creationTimeMs : null, metadata: full ? told.metadata : null },
      participant: aboutPerson
        ? {
            sid: `PA_${room.sid}_${person}`,
            identity: `person-${person % 3}`,
            profile: name.startsWith('track_') ? null : whole,
          }
        : null,
      track: name.startsWith('track_')
        ? {
            sid: `TR_${room.sid}_${person}_${trackNumber}`,
            name: '',
            type: 'AUDIO',
            source: trackNumber === 0 ? 'MICROPHONE' : 'CAMERA',
            mimeType: null,
            width: null,
            height: null,
            publishedAtMs: told.publishedAtMs,
          }
        : null,
      egress: name.startsWith('egress_')
        ? {
            ...job,
            id: `EG_${room.sid}`,
            kind: 'web',
            status: told.egressStatus,
            updatedAtMs: told.updatedAtMs,
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
            updatedAtMs: told.updatedAtMs,
          }
        : null,
    };
  });

/** Events with ids of their own. */
export const events: fc.Arbitrary<DomainEvent[]> = fc
  .array(event, { minLength: 1, maxLength: 30 })
  .map((list) => list.map((one, i) => ({ ...one, id: `EV_${String(i).padStart(3, '0')}` })));
