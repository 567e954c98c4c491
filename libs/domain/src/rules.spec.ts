/** One example for each rule of the evidence. fold.spec.ts proves that order never matters. */
import type { Participant, Session, Track } from '@livekit-dashboard/contracts';
import type { DomainEvent, TrackEvidence } from './event';
import type { ParticipantProfile } from './participant-profile';
import { occurredAtMs } from './event';
import { fold } from './fold';
import { apply, emptyState, type State } from './state';
import { InMemoryStore } from './testing/in-memory-store';
import { agentView, participantView } from './participant-view';
import { egressView } from './job-view';
import { sessionView } from './session-view';
import { trackView } from './track-view';

const START = Date.UTC(2026, 10, 23, 9, 0);
const HOUR = 3_600_000;
const at = (ms: number): string => new Date(START + ms).toISOString();

let id = 0;
/** An event of room RM_1 that happened and was received at START + `ms`. */
function event(name: string, ms: number, more: Partial<DomainEvent> = {}): DomainEvent {
  id += 1;
  const createdAtMs = START + Math.floor(ms / 1000) * 1000;
  const full = /^(room|participant)_/.test(name);
  return {
    id: `EV_${String(id).padStart(4, '0')}`,
    event: name,
    createdAtMs: /_(gone|timeout|listed)$/.test(name) ? START + ms : createdAtMs,
    receivedAtMs: START + ms,
    room: { sid: 'RM_1', name: 'daily', full, creationTimeMs: full ? START : null, metadata: full ? '' : null },
    participant: null,
    track: null,
    egress: null,
    ingress: null,
    ...more,
  };
}

const created = (ms: number, sid: string): Partial<DomainEvent> => ({
  room: { sid, name: 'daily', full: true, creationTimeMs: START + ms, metadata: '' },
});

function who(sid: string, profile: Partial<ParticipantProfile> | null = {}): Partial<DomainEvent> {
  const whole = {
    version: 2,
    name: 'Ada',
    kind: 'STANDARD',
    kindDetails: [],
    hidden: false,
    metadata: '',
    attributes: {},
    joinedAtMs: START + 1_000,
    disconnectReason: null,
  };
  return { participant: { sid, identity: sid.toLowerCase(), profile: profile && { ...whole, ...profile } } };
}

const what = (sid: string, more: Partial<TrackEvidence> = {}): Partial<DomainEvent> => ({
  track: {
    sid,
    name: '',
    type: 'AUDIO',
    source: 'MICROPHONE',
    mimeType: 'audio/opus',
    width: null,
    height: null,
    publishedAtMs: START + 2_000,
    version: [(START + 2_000) * 1000, 0],
    ...more,
  },
});

class Seen {
  readonly state: State = emptyState();

  constructor(...events: DomainEvent[]) {
    for (const one of events) apply(this.state, fold(this.state, one));
  }

  session(sid = 'RM_1'): Session {
    const row = this.state.sessions.get(sid);
    if (!row) throw new Error(`no session ${sid}`);
    return sessionView(row, 'default');
  }

  participant(sid: string): Participant {
    const row = this.state.participants.get(sid);
    if (!row) throw new Error(`no participant ${sid}`);
    return participantView(row, this.state.sessions.get(row.sessionSid ?? ''));
  }

  track(sid: string, participantSid?: string): Track {
    const rows = [...this.state.tracks.values()].filter((one) => one.sid === sid);
    const row = rows.find((one) => participantSid === undefined || one.participantSid === participantSid);
    if (!row) throw new Error(`no track ${sid}`);
    const participant = this.state.participants.get(row.participantSid);
    return trackView(row, participant, this.state.sessions.get(participant?.sessionSid ?? ''));
  }
}

describe('the time of an event', () => {
  it.each([
    ['is the receive time within the second LiveKit told', 1_400, 1_000, 1_400],
    ['is the end of that second for one that came late', 9_000, 1_000, 1_999],
    ['is its start for one that a slow clock received before it happened', 400, 1_000, 1_000],
  ])('%s', (_, receivedAtMs, createdAtMs, expected) => {
    expect(occurredAtMs({ event: 'room_finished', receivedAtMs, createdAtMs })).toBe(expected);
  });
});

describe('a session', () => {
  it('starts at its creation time, which no partial room reports', () => {
    expect(new Seen(event('track_published', 5_000, who('PA_A', null))).session().startedAt).toBeNull();
    expect(new Seen(event('room_started', 300)).session().startedAt).toBe(at(0));
  });

  it('is finished by its own room_finished, also when room_started arrives later', () => {
    const seen = new Seen(event('room_finished', 60_200), event('room_started', 300));
    expect(seen.session()).toMatchObject({
      state: 'ended',
      endReason: 'finished',
      endEstimated: false,
      endedAt: at(60_200),
    });
  });

  it('[FO6] ends when the next sid of its name was created, as an estimate, and shows nothing open', () => {
    const seen = new Seen(
      event('room_started', 0),
      event('participant_joined', 1_000, who('PA_A')),
      event('track_published', 2_000, { ...who('PA_A', null), ...what('TR_A') }),
      event('room_started', 90_000, created(90_000, 'RM_2')),
    );
    expect(seen.session()).toMatchObject({
      state: 'ended',
      endReason: 'superseded',
      endEstimated: true,
      endedAt: at(90_000),
      people: 0,
      tracks: 0,
      joins: 1,
    });
    expect(seen.participant('PA_A')).toMatchObject({ state: 'left', leftAt: at(90_000), leftEstimated: true });
    expect(seen.track('TR_A')).toMatchObject({ unpublishedAt: at(90_000), endEstimated: true });
    expect(seen.session('RM_2').state).toBe('active');
  });

  it('ends 12 h after its last sign of life when it is superseded after a long silence', () => {
    const seen = new Seen(event('room_started', 0), event('room_started', 48 * HOUR, created(48 * HOUR, 'RM_2')));
    expect(seen.session().endedAt).toBe(at(12 * HOUR));
  });

  it('is superseded from the start when it is first seen after its successor', () => {
    const seen = new Seen(event('room_started', 90_000, created(90_000, 'RM_2')), event('room_started', 0));
    expect(seen.session()).toMatchObject({ state: 'ended', endReason: 'superseded', endedAt: at(90_000) });
    expect(seen.session('RM_2').state).toBe('active');
  });

  it('[FO5] prefers its own finish to an estimate, and the ends of its children follow', () => {
    const seen = new Seen(
      event('room_started', 0),
      event('participant_joined', 1_000, who('PA_A')),
      event('room_started', 90_000, created(90_000, 'RM_2')),
      event('room_finished', 30_500),
    );
    expect(seen.session()).toMatchObject({ endReason: 'finished', endedAt: at(30_500), endEstimated: false });
    expect(seen.participant('PA_A').leftAt).toBe(at(30_500));
  });

  it.each(['session_gone', 'session_timeout'])('that %s ended is live again after a later sign of life', (name) => {
    const events = [event('room_started', 0), event(name, 60_000)];
    expect(new Seen(...events).session()).toMatchObject({ state: 'ended', endedAt: at(60_000), endEstimated: true });
    const alive = event('participant_joined', 61_000, who('PA_A', { joinedAtMs: START + 61_000 }));
    expect(new Seen(...events, alive).session()).toMatchObject({ state: 'active', endedAt: null, endReason: null });
  });

  it('keeps the end by an absence in a listing when its name is used again hours later', () => {
    const seen = new Seen(
      event('room_started', 0),
      event('session_gone', 60_000),
      event('room_started', 5 * HOUR, created(5 * HOUR, 'RM_2')),
    );
    expect(seen.session()).toMatchObject({ endReason: 'reconciled', endedAt: at(60_000) });
  });

  it('[FO11] has the metadata of the last whole room, never of a partial one', () => {
    const metadata = (ms: number, text: string): DomainEvent =>
      event('participant_joined', ms, {
        ...who('PA_A'),
        room: { sid: 'RM_1', name: 'daily', full: true, creationTimeMs: START, metadata: text },
      });
    const seen = new Seen(
      metadata(2_000, 'new'),
      metadata(1_000, 'old'),
      event('track_published', 3_000, who('PA_A', null)),
    );
    expect(seen.session()).toMatchObject({ metadata: 'new', metadataBytes: 3 });
  });

  it('counts people, agents and machines separately', () => {
    const kinds = ['STANDARD', 'SIP', 'AGENT', 'EGRESS', 'INGRESS', 'CONNECTOR'];
    const seen = new Seen(...kinds.map((kind, i) => event('participant_joined', 1_000, who(`PA_${i}`, { kind }))));
    expect(seen.session()).toMatchObject({ people: 3, agents: 1, participants: 6, joins: 6, identities: 3 });
  });

  it('counts a rejoin as another join of the same identity', () => {
    const again: Partial<DomainEvent> = {
      participant: {
        ...who('PA_B').participant,
        sid: 'PA_B',
        identity: 'pa_a',
        profile: who('PA_B').participant?.profile ?? null,
      },
    };
    const seen = new Seen(
      event('participant_joined', 1_000, who('PA_A')),
      event('participant_joined', 5_000, again),
      event('participant_left', 5_100, who('PA_A', { disconnectReason: 'DUPLICATE_IDENTITY' })),
    );
    expect(seen.session()).toMatchObject({ people: 1, joins: 2, identities: 1 });
  });

  it('ends its call when the last participant left, and has no such end while one is in', () => {
    const events = [event('participant_joined', 1_000, who('PA_A')), event('participant_joined', 1_000, who('PA_B'))];
    const left = [event('participant_left', 7_300, who('PA_B')), event('participant_left', 9_400, who('PA_A'))];
    expect(new Seen(...events, ...left.slice(1)).session()).toMatchObject({
      firstJoinedAt: at(1_000),
      lastLeftAt: null,
    });
    expect(new Seen(...events, ...left).session().lastLeftAt).toBe(at(9_400));
  });
});

describe('a connection', () => {
  it('has joined if only its leave was reported', () => {
    expect(new Seen(event('participant_left', 9_000, who('PA_A'))).participant('PA_A')).toMatchObject({
      state: 'left',
      joinedAt: at(1_000),
      leftAt: at(9_000),
      leftEstimated: false,
    });
  });

  it('[FO12] proves no join if it was aborted', () => {
    const seen = new Seen(
      event('participant_connection_aborted', 3_000, who('PA_A', { disconnectReason: 'SIGNAL_CLOSE' })),
    );
    expect(seen.participant('PA_A')).toMatchObject({
      state: 'aborted',
      joinedAt: null,
      disconnectReason: 'SIGNAL_CLOSE',
    });
    expect(seen.session()).toMatchObject({ joins: 0, aborted: 1, people: 0, firstJoinedAt: null });
  });

  it('[FO12] that was active leaves by an abort, with its reason', () => {
    const seen = new Seen(
      event('participant_connection_aborted', 3_000, who('PA_A', { disconnectReason: 'MIGRATION' })),
      event('track_published', 2_000, { ...who('PA_A', null), ...what('TR_A') }),
    );
    expect(seen.participant('PA_A')).toMatchObject({
      state: 'left',
      leftAt: at(3_000),
      leftEstimated: false,
      disconnectReason: 'MIGRATION',
    });
    expect(seen.track('TR_A')).toMatchObject({ unpublishedAt: at(3_000), endEstimated: true });
    expect(seen.session()).toMatchObject({ joins: 1, aborted: 0, people: 0, tracks: 0, lastLeftAt: at(3_000) });
  });

  it('that was active after an abort did not leave by it', () => {
    const aborted = event('participant_connection_aborted', 3_000, who('PA_A'));
    const joined = event('participant_joined', 4_000, who('PA_A'));
    for (const events of [
      [aborted, joined],
      [joined, aborted],
    ]) {
      const seen = new Seen(...events);
      expect(seen.participant('PA_A').state).toBe('active');
      expect(seen.session()).toMatchObject({ people: 1, aborted: 0, lastLeftAt: null });
    }
  });

  it("replaces the estimate of its session's end by its late leave", () => {
    const events = [event('participant_joined', 1_000, who('PA_A')), event('room_finished', 20_000)];
    expect(new Seen(...events).participant('PA_A')).toMatchObject({ leftAt: at(20_000), leftEstimated: true });
    const late = event('participant_left', 12_000, who('PA_A', { version: 5 }));
    const seen = new Seen(...events, late);
    expect(seen.participant('PA_A')).toMatchObject({ state: 'left', leftAt: at(12_000), leftEstimated: false });
    expect(seen.session()).toMatchObject({ state: 'ended', lastLeftAt: at(12_000) });
  });

  it('never leaves before it joined', () => {
    // It joined at .800 and left within the same second, as received by a host whose clock is behind.
    const seen = new Seen({
      ...event('participant_left', 1_000, who('PA_A', { joinedAtMs: START + 1_800 })),
      receivedAtMs: START + 900,
    });
    expect(seen.participant('PA_A')).toMatchObject({ joinedAt: at(1_800), leftAt: at(1_800) });
  });

  it('[FO11] shows its newest version, and a track event reports nothing of its kind', () => {
    const seen = new Seen(
      event('participant_left', 9_000, who('PA_A', { version: 5, name: 'new', kind: 'SIP' })),
      event('participant_joined', 1_000, who('PA_A', { version: 2, name: 'old' })),
    );
    expect(seen.participant('PA_A')).toMatchObject({ name: 'new', kind: 'SIP' });
    expect(new Seen(event('track_published', 2_000, who('PA_B', null))).participant('PA_B').kind).toBeNull();
  });

  it('[FO5] that LiveKit does not list has left, unless a sign of life is later', () => {
    const events = [
      event('participant_joined', 1_000, who('PA_A')),
      event('participant_gone', 30_000, who('PA_A', null)),
    ];
    expect(new Seen(...events).participant('PA_A')).toMatchObject({
      state: 'left',
      leftAt: at(30_000),
      leftEstimated: true,
    });
    const alive = event('track_published', 31_000, { ...who('PA_A', null), ...what('TR_A') });
    expect(new Seen(...events, alive).participant('PA_A').state).toBe('active');
  });

  it('of an agent has its dispatch name and its job', () => {
    const joined = event('participant_joined', 1_000, {
      participant: {
        ...(who('PA_A').participant ?? { sid: 'PA_A' }),
        identity: 'agent-AJ_x9',
        profile: {
          ...(who('PA_A').participant?.profile as ParticipantProfile),
          kind: 'AGENT',
          attributes: { 'lk.agent.name': 'desk' },
        },
      },
    });
    const { state } = new Seen(joined);
    const row = state.participants.get('PA_A');
    if (!row) throw new Error('no agent');
    expect(agentView(row, state.sessions.get('RM_1'), 'default')).toMatchObject({
      agentName: 'desk',
      jobId: 'AJ_x9',
      sessionName: 'daily',
    });
  });
});

describe('a track', () => {
  it('is published at its version and ends with its own unpublish, also if no publish was received', () => {
    const seen = new Seen(event('track_unpublished', 8_000, { ...who('PA_A', null), ...what('TR_A') }));
    expect(seen.track('TR_A')).toMatchObject({ publishedAt: at(2_000), unpublishedAt: at(8_000), endEstimated: false });
    expect(seen.session().tracks).toBe(0);
  });

  it('without an unpublish ends with its connection, as an estimate', () => {
    const seen = new Seen(
      event('participant_joined', 1_000, who('PA_A')),
      event('track_published', 2_000, { ...who('PA_A', null), ...what('TR_A') }),
      event('participant_left', 9_000, who('PA_A')),
    );
    expect(seen.track('TR_A')).toMatchObject({ unpublishedAt: at(9_000), endEstimated: true });
    expect(seen.participant('PA_A').tracks).toBe(0);
  });
});

describe('a track that LiveKit lists', () => {
  const heard = (name: string, ms: number, more: Partial<TrackEvidence> = {}): DomainEvent =>
    event(name, ms, { ...who('PA_A', null), ...what('TR_A', more) });

  it('is shown like one whose publish was received, and proves that its connection is in', () => {
    const seen = new Seen(heard('track_listed', 60_000, { source: 'CAMERA', type: 'VIDEO' }));
    expect(seen.track('TR_A')).toMatchObject({ source: 'CAMERA', publishedAt: at(2_000), unpublishedAt: null });
    expect(seen.session()).toMatchObject({ tracks: 1, joins: 1 });
    expect(new Seen(heard('track_listed', 60_000, { publishedAtMs: null })).track('TR_A').publishedAt).toBeNull();
  });

  it('ends, as an estimate without other changes, when it is no longer listed', () => {
    const seen = new Seen(
      event('participant_joined', 1_000, who('PA_A')),
      heard('track_published', 2_000, { name: 'mic' }),
      heard('track_gone', 60_000, { name: '', source: '', publishedAtMs: null }),
    );
    expect(seen.track('TR_A')).toMatchObject({
      name: 'mic',
      source: 'MICROPHONE',
      unpublishedAt: at(60_000),
      endEstimated: true,
    });
    expect(seen.session()).toMatchObject({ tracks: 0, people: 1 });
    expect(seen.participant('PA_A').tracks).toBe(0);
  });

  it.each(['track_published', 'track_listed'])(
    'is live again after a later %s, not after one at the same time',
    (name) => {
      const gone = heard('track_gone', 60_000);
      expect(new Seen(heard(name, 60_001), gone).track('TR_A').unpublishedAt).toBeNull();
      expect(new Seen(gone, heard(name, 60_001)).session().tracks).toBe(1);
      expect(new Seen(heard('track_listed', 60_000), gone).track('TR_A').unpublishedAt).toBe(at(60_000));
    },
  );

  it('ends when it was unpublished, whatever was listed', () => {
    const seen = new Seen(
      heard('track_gone', 60_000),
      heard('track_unpublished', 30_500),
      heard('track_listed', 90_000),
    );
    expect(seen.track('TR_A')).toMatchObject({ unpublishedAt: at(30_500), endEstimated: false });
  });
});

describe('a track of an ended session', () => {
  it('is rewritten when its connection turns out to have joined later than that end', () => {
    const { state } = new Seen(
      event('track_published', 0, { ...who('PA_A', null), ...what('TR_A', { publishedAtMs: null }) }),
      event('room_finished', 1_000),
    );
    const joined = event('participant_joined', 2_000, who('PA_A', { joinedAtMs: START + 20 * HOUR }));
    expect([...fold(state, joined).tracks.keys()]).toEqual(['PA_A/TR_A']);
  });
});

describe('an egress', () => {
  const egress = (name: string, ms: number, status: string, updatedAtMs: number | null, more = {}): DomainEvent =>
    event(name, ms, {
      room: null,
      egress: {
        id: 'EG_1',
        roomSid: 'RM_1',
        roomName: 'daily',
        kind: 'room_composite',
        status,
        updatedAtMs: updatedAtMs === null ? null : START + updatedAtMs,
        startedAtMs: START + 1_000,
        endedAtMs: null,
        error: null,
        errorCode: null,
        details: null,
        backupStorageUsed: null,
        manifestLocation: null,
        results: [],
        ...more,
      },
    });

  it('makes its session a recorded one while it runs', () => {
    const started = [event('room_started', 0), egress('egress_started', 1_000, 'EGRESS_STARTING', 1_000)];
    expect(new Seen(...started).session().recording).toBe(true);
    const ended = egress('egress_ended', 9_000, 'EGRESS_COMPLETE', 9_000);
    expect(new Seen(...started, ended).session().recording).toBe(false);
    expect(new Seen(...started, event('room_finished', 5_000)).session().recording).toBe(false);
  });

  it('[FO15] keeps a terminal status, and of two ends the later update', () => {
    const { state } = new Seen(
      egress('egress_ended', 9_000, 'EGRESS_COMPLETE', 9_000, { endedAtMs: START + 9_000 }),
      egress('egress_ended', 9_500, 'EGRESS_FAILED', 9_500, { endedAtMs: START + 9_400, error: 'upload' }),
      egress('egress_updated', 9_900, 'EGRESS_ACTIVE', 9_900),
    );
    const row = state.egresses.get('EG_1');
    if (!row) throw new Error('no egress');
    expect(egressView(row, 'default')).toMatchObject({ status: 'EGRESS_FAILED', endedAt: at(9_400), error: 'upload' });
  });

  describe('that LiveKit no longer lists', () => {
    const active = egress('egress_updated', 2_000, 'EGRESS_ACTIVE', 2_000);
    const gone = egress('egress_gone', 60_000, 'EGRESS_ACTIVE', 2_000);
    const view = (...events: DomainEvent[]): ReturnType<typeof egressView> => {
      const row = new Seen(event('room_started', 0), ...events).state.egresses.get('EG_1');
      if (!row) throw new Error('no egress');
      return egressView(row, 'default');
    };

    it('ends as an estimate, with the last reported status, and no longer records', () => {
      const ended = { status: 'EGRESS_ACTIVE', endedAt: at(60_000), endEstimated: true };
      expect(view(active, gone)).toMatchObject(ended);
      expect(view(gone, active)).toMatchObject(ended);
      expect(new Seen(event('room_started', 0), active, gone).session().recording).toBe(false);
    });

    it('runs again after a later sign of life', () => {
      const later = egress('egress_updated', 61_000, 'EGRESS_ACTIVE', 61_000);
      expect(view(active, gone, later)).toMatchObject({ endedAt: null, endEstimated: false });
      expect(view(active, gone, egress('egress_listed', 61_000, 'EGRESS_ACTIVE', 2_000)).endedAt).toBeNull();
    });

    it.each(['egress_ended', 'egress_listed'])('has its true result once %s reports it', (name) => {
      const ended = egress(name, 70_000, 'EGRESS_COMPLETE', 9_000, { endedAtMs: START + 9_000 });
      for (const events of [
        [active, gone, ended],
        [ended, gone, active],
      ]) {
        expect(view(...events)).toMatchObject({ status: 'EGRESS_COMPLETE', endedAt: at(9_000), endEstimated: false });
      }
    });

    it('is not a sign of life of its session', () => {
      const listed = egress('egress_listed', 80_000, 'EGRESS_ACTIVE', 2_000);
      const seen = new Seen(event('room_started', 0), event('session_gone', 50_000), active, listed);
      expect(seen.session()).toMatchObject({ state: 'ended', endedAt: at(50_000) });
    });
  });
});

describe('a publication', () => {
  const version = (ms: number): Partial<TrackEvidence> => ({
    publishedAtMs: START + ms,
    version: [(START + ms) * 1000, 0],
  });
  const published = (ms: number, of: Partial<TrackEvidence> = version(ms), sid = 'PA_A'): DomainEvent =>
    event('track_published', ms, { ...who(sid, null), ...what('TR_A', of) });
  const unpublished = (ms: number, of: Partial<TrackEvidence>, sid = 'PA_A'): DomainEvent =>
    event('track_unpublished', ms, { ...who(sid, null), ...what('TR_A', of) });
  const unversioned = { publishedAtMs: null, version: null };

  it('[FO7] of a sid that was unpublished before is open and shown in its row', () => {
    const seen = new Seen(published(2_000), unpublished(5_000, version(2_000)), published(8_000));
    expect(seen.track('TR_A')).toMatchObject({ publishedAt: at(8_000), unpublishedAt: null });
    expect(seen.session().tracks).toBe(1);
  });

  it('[FO7] is not ended by a late unpublish of the previous one', () => {
    const seen = new Seen(published(8_000), unpublished(9_500, version(2_000)));
    expect(seen.track('TR_A')).toMatchObject({ publishedAt: at(8_000), unpublishedAt: null });
  });

  it('[FO7] that was unpublished ends the previous ones too: a sid is published once at a time', () => {
    const seen = new Seen(published(2_000), published(8_000), unpublished(9_000, version(8_000)));
    expect(seen.track('TR_A')).toMatchObject({ publishedAt: at(8_000), unpublishedAt: at(9_000), endEstimated: false });
    expect(seen.session().tracks).toBe(0);
  });

  it('has ended if only its unpublish was received', () => {
    const seen = new Seen(unpublished(5_000, version(2_000)));
    expect(seen.track('TR_A')).toMatchObject({ publishedAt: at(2_000), unpublishedAt: at(5_000) });
    expect(new Seen(unpublished(5_000, unversioned)).track('TR_A').unpublishedAt).toBe(at(5_000));
  });

  it('ends by an unpublish without a version if it was published before that', () => {
    expect(new Seen(published(2_000), unpublished(5_000, unversioned)).track('TR_A').unpublishedAt).toBe(at(5_000));
    expect(new Seen(published(8_000), unpublished(5_000, unversioned)).track('TR_A').unpublishedAt).toBeNull();
  });

  it('without a version is distinguished from the next by its time', () => {
    const [first, end, again] = [
      published(2_000, unversioned),
      unpublished(5_000, unversioned),
      published(8_000, unversioned),
    ];
    expect(new Seen(first, end).track('TR_A').unpublishedAt).toBe(at(5_000));
    expect(new Seen(again, end, first).track('TR_A')).toMatchObject({ publishedAt: at(8_000), unpublishedAt: null });
  });

  it('[FO7] in another room belongs to another connection and has its own row', () => {
    const there = { room: { sid: 'RM_2', name: 'x', full: false, creationTimeMs: null, metadata: null } };
    const seen = new Seen(published(2_000), unpublished(5_000, version(2_000)), {
      ...published(6_000, version(2_000), 'PA_B'),
      ...there,
    });
    expect(seen.track('TR_A', 'PA_A')).toMatchObject({ sessionSid: 'RM_1', unpublishedAt: at(5_000) });
    expect(seen.track('TR_A', 'PA_B')).toMatchObject({ sessionSid: 'RM_2', unpublishedAt: null });
    expect([seen.session().tracks, seen.session('RM_2').tracks]).toEqual([0, 1]);
  });

  it('needs constant memory, however often its sid is published', () => {
    const times = Array.from({ length: 50 }, (_, n) => n * 3_000 + 2_000);
    const seen = new Seen(...times.flatMap((ms) => [published(ms), unpublished(ms + 1_000, version(ms))]));
    const once = new Seen(published(2_000), unpublished(3_000, version(2_000)));
    const size = ({ state }: Seen): number => JSON.stringify([...state.tracks]).length;
    expect(size(seen)).toBeLessThan(size(once) + 20);
  });
});

describe('the session of a connection', () => {
  const inRoom = (sid: string, full = false): Partial<DomainEvent> => ({
    room: { sid, name: sid, full, creationTimeMs: full ? START : null, metadata: full ? '' : null },
  });
  const track = (ms: number, more: Partial<DomainEvent>): DomainEvent =>
    event('track_published', ms, { ...who('PA_A', null), ...what('TR_A'), ...more });
  const joined = (ms: number, room: string): DomainEvent =>
    event('participant_joined', ms, { ...who('PA_A'), ...inRoom(room, true) });

  it.each([
    ['track event first', [track(5_000, inRoom('RM_1')), joined(4_000, 'RM_2')]],
    ['join first', [joined(4_000, 'RM_2'), track(5_000, inRoom('RM_1'))]],
  ])('is that of the whole participant, whatever room a track event names (%s)', (_, events) => {
    const seen = new Seen(...events);
    expect(seen.participant('PA_A').sessionSid).toBe('RM_2');
    expect(seen.track('TR_A').sessionSid).toBe('RM_2');
    expect(seen.session('RM_1')).toMatchObject({ people: 0, participants: 0, tracks: 0, joins: 0, identities: 0 });
    expect(seen.session('RM_2')).toMatchObject({ people: 1, participants: 1, tracks: 1, joins: 1, identities: 1 });
  });

  it.each([
    ['join first', [joined(4_000, 'RM_2'), track(5_000, { room: null })]],
    ['track event first', [track(5_000, { room: null }), joined(4_000, 'RM_2')]],
  ])('also applies to a track event without a room (%s)', (_, events) => {
    const seen = new Seen(...events);
    expect(seen.track('TR_A').sessionSid).toBe('RM_2');
    expect(seen.session('RM_2')).toMatchObject({ tracks: 1, lastEventAt: at(5_000) });
  });

  it('counts one identity once, also where a batch names no room', () => {
    const store = new InMemoryStore();
    const ada = (sid: string): Partial<DomainEvent> => {
      const { participant = null } = who(sid);
      return { participant: participant && { ...participant, identity: 'ada' } };
    };
    store.ingest([
      event('participant_joined', 1_000, ada('PA_A')),
      event('participant_connection_aborted', 2_000, ada('PA_B')),
    ]);
    const { participant } = ada('PA_B');
    store.ingest([track(3_000, { room: null, participant: participant ? { ...participant, profile: null } : null })]);
    const row = store.all.sessions.get('RM_1');
    expect(row && sessionView(row, 'default')).toMatchObject({ joins: 2, identities: 1 });
  });

  it('[FO8] is the latest of equal evidence, and the session it left forgets its times', () => {
    const seen = new Seen(joined(4_000, 'RM_1'), joined(9_000, 'RM_2'));
    expect(seen.participant('PA_A').sessionSid).toBe('RM_2');
    expect(seen.session('RM_1')).toMatchObject({ people: 0, joins: 0, firstJoinedAt: null });
    expect(seen.session('RM_2')).toMatchObject({ people: 1, joins: 1, firstJoinedAt: at(1_000) });
  });

  it('stays active while a participant is in, also by events that do not name the room', () => {
    const silent = { ...event('session_timeout', 13 * HOUR, inRoom('RM_2')), silentSinceMs: START + 4_000 };
    expect(new Seen(joined(4_000, 'RM_2'), silent).session('RM_2').endReason).toBe('timeout');
    expect(new Seen(joined(4_000, 'RM_2'), silent, track(12 * HOUR, { room: null })).session('RM_2').state).toBe(
      'active',
    );
  });
});

describe('a hidden participant', () => {
  it.each(['STANDARD', 'AGENT', 'SIP'])(
    '[FO10] of kind %s is listed, and counts neither as a person nor as an agent',
    (kind) => {
      const seen = new Seen(event('participant_joined', 1_000, who('PA_A', { kind, hidden: true })));
      expect(seen.participant('PA_A')).toMatchObject({ state: 'active', kind, hidden: true });
      expect(seen.session()).toMatchObject({ people: 0, agents: 0, identities: 0, participants: 1, joins: 1 });
    },
  );
});

describe('an inferred end', () => {
  const rooms = [event('room_started', 0), event('room_started', 60_000, created(60_000, 'RM_2'))];

  it('[FO6] by a later sid of the name is void while the older one gives signs of life: both are live', () => {
    const seen = new Seen(...rooms, event('participant_joined', 90_000, who('PA_A', { joinedAtMs: START + 90_000 })));
    expect(seen.session()).toMatchObject({ state: 'active', people: 1 });
    expect(seen.session('RM_2').state).toBe('active');
  });

  it('by a later sid of the name is valid against a sign of the same second: nothing finer is certain', () => {
    const later = event('room_started', 60_300, created(60_300, 'RM_2'));
    const seen = new Seen(event('room_started', 0), event('participant_joined', 60_900, who('PA_A')), later);
    expect(seen.session()).toMatchObject({ state: 'ended', endReason: 'superseded' });
  });

  it.each(['session_gone', 'participant_gone'])('%s is void once a sign of life is received after it', (name) => {
    // Inferred while the clock was 13 h ahead.
    const gone = { ...event(name, 13 * HOUR, who('PA_A', null)), receivedAtMs: START + 13 * HOUR };
    const joined = event('participant_joined', 1_000, who('PA_A'));
    const late = {
      ...event('track_published', 2_000, { ...who('PA_A', null), ...what('TR_A') }),
      receivedAtMs: START + 14 * HOUR,
    };
    expect(new Seen(joined, gone).participant('PA_A').state).toBe('left');
    expect(new Seen(joined, gone, late).participant('PA_A').state).toBe('active');
    expect(new Seen(late, joined, gone).participant('PA_A').state).toBe('active');
  });

  it('[FO5] by silence is void once any event happened after the silence began, whatever the clock was', () => {
    const silent = { ...event('session_timeout', 12 * HOUR), silentSinceMs: START };
    const joined = event('participant_joined', 75_000, who('PA_A'));
    expect(new Seen(event('room_started', 0), silent).session()).toMatchObject({
      endReason: 'timeout',
      endedAt: at(12 * HOUR),
    });
    expect(new Seen(event('room_started', 0), silent, joined).session()).toMatchObject({ state: 'active', people: 1 });
    const left = event('participant_left', 600_000, who('PA_A'));
    const again = { ...event('session_timeout', 1_200_000), silentSinceMs: START + 600_000 };
    expect(new Seen(event('room_started', 0), silent, joined, left, again).session().endedAt).toBe(at(1_200_000));
  });

  it('[FO16] is never later than it was inferred', () => {
    const gone = { ...event('session_gone', 13 * HOUR), receivedAtMs: START + HOUR };
    expect(new Seen(event('room_started', 0), gone).session().endedAt).toBe(at(HOUR));
  });
});

describe('an impossible time', () => {
  it('[FO16] is clamped to 5 minutes after the event was received', () => {
    const year9999 = Date.UTC(9999, 0);
    const finished = { ...event('room_finished', 1_000), createdAtMs: year9999, receivedAtMs: START + 60_000 };
    expect(new Seen(event('room_started', 0), finished).session().endedAt).toBe(at(6 * 60_000));
    const joined = event('participant_joined', 1_000, who('PA_A', { joinedAtMs: year9999 }));
    expect(new Seen(joined).participant('PA_A').joinedAt).toBe(at(5 * 60_000 + 1_000));
  });
});
