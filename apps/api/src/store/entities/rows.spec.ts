/** Rows that the previous release wrote: the fold continues from them as if it had written them itself. */
import {
  apply,
  type DomainEvent,
  emptyState,
  fold,
  participantView,
  sessionView,
  type State,
  trackKey,
  trackView,
} from '@livekit-dashboard/domain';
import { participantRecord } from './participant.entity';
import { sessionRecord } from './session.entity';
import { trackRecord } from './track.entity';

const START = Date.UTC(2026, 10, 23, 9);
const at = (ms: number): string => new Date(START + ms).toISOString();

const SESSION = {
  ...{ sid: 'RM_1', name: 'daily', createdMs: START, firstSeenMs: START, lastEventMs: START + 9_000 },
  ...{ lastSignMs: START + 9_000, finishedMs: null, successorMs: null, goneMs: null, timedOutMs: null },
  ...{ firstJoinedMs: START + 1_000, lastLeftMs: null, lastGoneMs: null, metadataKey: [START, START, 0, 'EV_1'] },
  sums: { participants: 1, people: 1, agents: 0, tracks: 1, joins: 1, aborted: 0, identities: 1, gone: 0, egresses: 0 },
};
const PARTICIPANT = {
  ...{ sid: 'PA_1', sessionSid: 'RM_1', identity: 'ada', everActive: true, joinedMs: START + 1_000, left: null },
  ...{ abort: null, goneMs: null, lastSignMs: START + 2_000, openTracks: 1, profileKey: [2, 2, 'EV_2'] },
};
const TRACK = {
  ...{ sid: 'TR_1', sessionSid: 'RM_1', participantSid: 'PA_1', publishedMs: START + 2_000, unpublishedMs: null },
  ...{ goneMs: null, lastSignMs: START + 2_100 },
  info: {
    ...{ key: [START + 2_100, 5, 'EV_3'], name: 'cam', type: 'VIDEO', source: 'CAMERA' },
    ...{ mimeType: null, width: null, height: null },
  },
};

function earlier(session: object = {}, participant: object = {}, track: object = {}): State {
  const state = emptyState();
  const row = { ...PARTICIPANT, ...participant };
  const columns = { metadata: '', attributes: {}, name: 'Ada', kind: 'STANDARD', kindDetails: null, hidden: false };
  state.sessions.set('RM_1', sessionRecord({ evidence: { ...SESSION, ...session }, metadata: '' }));
  state.participants.set('PA_1', participantRecord({ evidence: row, ...columns }));
  state.tracks.set(trackKey('PA_1', 'TR_1'), trackRecord({ evidence: { ...TRACK, ...track } }));
  return state;
}

function event(name: string, ms: number, more: Partial<DomainEvent>): DomainEvent {
  const room = { sid: 'RM_1', name: 'daily', full: false, creationTimeMs: null, metadata: null };
  const participant = { sid: 'PA_1', identity: 'ada', profile: null };
  const times = { createdAtMs: START + ms, receivedAtMs: START + ms };
  return {
    id: `EV_${name}`,
    event: name,
    ...times,
    room,
    participant,
    track: null,
    egress: null,
    ingress: null,
    ...more,
  };
}

const unpublished = (micros: number): DomainEvent =>
  event('track_unpublished', 20_000, {
    track: {
      ...{ sid: 'TR_1', name: 'cam', type: 'VIDEO', source: 'CAMERA', mimeType: null, width: null, height: null },
      ...{ publishedAtMs: Math.floor(micros / 1000), version: [micros, 0] },
    },
  });

const session = (state: State) => {
  const row = state.sessions.get('RM_1');
  if (!row) throw new Error('no session');
  return row;
};
const seenTrack = (state: State) => {
  const row = state.tracks.get(trackKey('PA_1', 'TR_1'));
  if (!row) throw new Error('no track');
  return trackView(row, state.participants.get('PA_1'), session(state));
};

describe('a row of the previous release', () => {
  it('has the same view', () => {
    const state = earlier();
    expect(sessionView(session(state), 'default')).toMatchObject({
      state: 'active',
      people: 1,
      tracks: 1,
      failedRecordings: 0,
    });
    expect(seenTrack(state)).toMatchObject({
      sessionSid: 'RM_1',
      source: 'CAMERA',
      publishedAt: at(2_000),
      unpublishedAt: null,
    });
  });

  it('of a track ends at the unpublish whose microseconds it did not know', () => {
    const state = earlier();
    apply(state, fold(state, unpublished((START + 2_000) * 1000 + 345)));
    expect(seenTrack(state)).toMatchObject({ publishedAt: at(2_000), unpublishedAt: at(20_000), endEstimated: false });
    expect(sessionView(session(state), 'default').tracks).toBe(0);
  });

  it.each([
    ['session', earlier({ goneMs: START + 30_000 }), 'reconciled'],
    ['silence of a session', earlier({ timedOutMs: START + 30_000 }), 'timeout'],
  ])('keeps an inferred end of a %s, which a later sign of life voids', (_, state, endReason) => {
    expect(sessionView(session(state), 'default')).toMatchObject({ endReason, endedAt: at(30_000) });
    apply(state, fold(state, event('track_published', 40_000, {})));
    expect(sessionView(session(state), 'default').state).toBe('active');
  });

  it('keeps that it was not listed', () => {
    const row = earlier({}, { goneMs: START + 30_000 }).participants.get('PA_1');
    expect(row && participantView(row, undefined)).toMatchObject({
      state: 'left',
      leftAt: at(30_000),
      leftEstimated: true,
    });
  });

  it('is moved by complete evidence into another room', () => {
    const state = earlier({}, { profileKey: null });
    const profile = {
      ...{ version: 3, name: 'Ada', kind: 'STANDARD', kindDetails: [], hidden: false, metadata: '', attributes: {} },
      ...{ joinedAtMs: START + 1_000, disconnectReason: null },
    };
    const room = { sid: 'RM_2', name: 'other', full: true, creationTimeMs: START, metadata: '' };
    const participant = { sid: 'PA_1', identity: 'ada', profile };
    apply(state, fold(state, event('participant_joined', 50_000, { room, participant })));
    expect(seenTrack(state).sessionSid).toBe('RM_2');
  });
});
