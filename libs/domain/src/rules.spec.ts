/** The rules of the evidence, one example each. That their order never matters is proven in fold.spec.ts. */
import type { Participant, Session, Track } from '@livekit-dashboard/contracts';
import type { DomainEvent, ParticipantProfile, TrackEvidence } from './event';
import { occurredAtMs } from './event';
import { fold } from './fold';
import { apply, emptyState, type State } from './state';
import { agentView, egressView, participantView, sessionView, trackView } from './views';

const START = Date.UTC(2026, 10, 23, 9, 0);
const HOUR = 3_600_000;
const at = (ms: number): string => new Date(START + ms).toISOString();

let id = 0;
/** An event of room RM_1 about START + `ms`, received then. */
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
    return participantView(row, this.state.sessions.get(row.sessionSid));
  }

  track(sid: string): Track {
    const row = this.state.tracks.get(sid);
    if (!row) throw new Error(`no track ${sid}`);
    const participant = this.state.participants.get(row.participantSid);
    return trackView(row, participant, this.state.sessions.get(row.sessionSid));
  }
}

describe('when it happened', () => {
  it.each([
    ['is the receive time within the second LiveKit told', 1_400, 1_000, 1_400],
    ['is the end of that second for one that came late', 9_000, 1_000, 1_999],
    ['is its start for one that a slow clock received before it happened', 400, 1_000, 1_000],
  ])('%s', (_, receivedAtMs, createdAtMs, expected) => {
    expect(occurredAtMs({ event: 'room_finished', receivedAtMs, createdAtMs })).toBe(expected);
  });
});

describe('a session', () => {
  it('starts at its creation time, which no partial room tells', () => {
    expect(new Seen(event('track_published', 5_000, who('PA_A', null))).session().startedAt).toBeNull();
    expect(new Seen(event('room_started', 300)).session().startedAt).toBe(at(0));
  });

  it('is finished by its own room_finished, also when room_started comes after it', () => {
    const seen = new Seen(event('room_finished', 60_200), event('room_started', 300));
    expect(seen.session()).toMatchObject({
      state: 'ended',
      endReason: 'finished',
      endEstimated: false,
      endedAt: at(60_200),
    });
  });

  it('ends when the next sid of its name was created, as an estimate, and shows nothing open', () => {
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

  it('that is superseded after a long silence ended 12 h after its last sign of life', () => {
    const seen = new Seen(event('room_started', 0), event('room_started', 48 * HOUR, created(48 * HOUR, 'RM_2')));
    expect(seen.session().endedAt).toBe(at(12 * HOUR));
  });

  it('first seen after its successor is born superseded', () => {
    const seen = new Seen(event('room_started', 90_000, created(90_000, 'RM_2')), event('room_started', 0));
    expect(seen.session()).toMatchObject({ state: 'ended', endReason: 'superseded', endedAt: at(90_000) });
    expect(seen.session('RM_2').state).toBe('active');
  });

  it('takes its own finish over an estimate, and its children move with it', () => {
    const seen = new Seen(
      event('room_started', 0),
      event('participant_joined', 1_000, who('PA_A')),
      event('room_started', 90_000, created(90_000, 'RM_2')),
      event('room_finished', 30_500),
    );
    expect(seen.session()).toMatchObject({ endReason: 'finished', endedAt: at(30_500), endEstimated: false });
    expect(seen.participant('PA_A').leftAt).toBe(at(30_500));
  });

  it.each(['session_gone', 'session_timeout'])('ended by %s lives again by a later sign of life', (name) => {
    const events = [event('room_started', 0), event(name, 60_000)];
    expect(new Seen(...events).session()).toMatchObject({ state: 'ended', endedAt: at(60_000), endEstimated: true });
    const alive = event('participant_joined', 61_000, who('PA_A', { joinedAtMs: START + 61_000 }));
    expect(new Seen(...events, alive).session()).toMatchObject({ state: 'active', endedAt: null, endReason: null });
  });

  it('that LiveKit no longer listed keeps that end when its name comes back hours later', () => {
    const seen = new Seen(
      event('room_started', 0),
      event('session_gone', 60_000),
      event('room_started', 5 * HOUR, created(5 * HOUR, 'RM_2')),
    );
    expect(seen.session()).toMatchObject({ endReason: 'reconciled', endedAt: at(60_000) });
  });

  it('has the metadata of the last whole room, never of a partial one', () => {
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

  it('counts persons, agents and machines apart', () => {
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

  it('ends its call when the last one left, and has none while somebody is in', () => {
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
  it('is known to have joined by its leaving alone', () => {
    expect(new Seen(event('participant_left', 9_000, who('PA_A'))).participant('PA_A')).toMatchObject({
      state: 'left',
      joinedAt: at(1_000),
      leftAt: at(9_000),
      leftEstimated: false,
    });
  });

  it('that was aborted proves no join', () => {
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

  it('that published was in, whatever is said of an abort', () => {
    const seen = new Seen(
      event('participant_connection_aborted', 3_000, who('PA_A')),
      event('track_published', 2_000, { ...who('PA_A', null), ...what('TR_A') }),
    );
    expect(seen.participant('PA_A').state).toBe('active');
    expect(seen.session()).toMatchObject({ joins: 1, aborted: 0 });
  });

  it('of a late leave corrects the estimate that the end of its session gave', () => {
    const events = [event('participant_joined', 1_000, who('PA_A')), event('room_finished', 20_000)];
    expect(new Seen(...events).participant('PA_A')).toMatchObject({ leftAt: at(20_000), leftEstimated: true });
    const late = event('participant_left', 12_000, who('PA_A', { version: 5 }));
    const seen = new Seen(...events, late);
    expect(seen.participant('PA_A')).toMatchObject({ state: 'left', leftAt: at(12_000), leftEstimated: false });
    expect(seen.session()).toMatchObject({ state: 'ended', lastLeftAt: at(12_000) });
  });

  it('never leaves before it came', () => {
    // It joined at .800 and left within the same second, told by a receiver whose clock is behind.
    const seen = new Seen({
      ...event('participant_left', 1_000, who('PA_A', { joinedAtMs: START + 1_800 })),
      receivedAtMs: 0,
    });
    expect(seen.participant('PA_A')).toMatchObject({ joinedAt: at(1_800), leftAt: at(1_800) });
  });

  it('shows the newest version of itself, and a track event tells nothing of its kind', () => {
    const seen = new Seen(
      event('participant_left', 9_000, who('PA_A', { version: 5, name: 'new', kind: 'SIP' })),
      event('participant_joined', 1_000, who('PA_A', { version: 2, name: 'old' })),
    );
    expect(seen.participant('PA_A')).toMatchObject({ name: 'new', kind: 'SIP' });
    expect(new Seen(event('track_published', 2_000, who('PA_B', null))).participant('PA_B').kind).toBeNull();
  });

  it('that LiveKit does not list is gone, unless a later sign of life says otherwise', () => {
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

  it('of an agent tells its dispatch name and its job', () => {
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
    expect(agentView(row, state.sessions.get('RM_1'))).toMatchObject({
      agentName: 'desk',
      jobId: 'AJ_x9',
      sessionName: 'daily',
    });
  });
});

describe('a track', () => {
  it('is published at its version and ends with its own unpublish, also when no publish was seen', () => {
    const seen = new Seen(event('track_unpublished', 8_000, { ...who('PA_A', null), ...what('TR_A') }));
    expect(seen.track('TR_A')).toMatchObject({ publishedAt: at(2_000), unpublishedAt: at(8_000), endEstimated: false });
    expect(seen.session().tracks).toBe(0);
  });

  it('that nobody unpublished ends with its connection, as an estimate', () => {
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

  it('is shown like one whose publish was seen, and proves that its connection is in', () => {
    const seen = new Seen(heard('track_listed', 60_000, { source: 'CAMERA', type: 'VIDEO' }));
    expect(seen.track('TR_A')).toMatchObject({ source: 'CAMERA', publishedAt: at(2_000), unpublishedAt: null });
    expect(seen.session()).toMatchObject({ tracks: 1, joins: 1 });
    expect(new Seen(heard('track_listed', 60_000, { publishedAtMs: null })).track('TR_A').publishedAt).toBeNull();
  });

  it('and then does not ends there, as an estimate that tells nothing else', () => {
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

  it.each(['track_published', 'track_listed'])('lives on by a later %s, not by one at the same time', (name) => {
    const gone = heard('track_gone', 60_000);
    expect(new Seen(heard(name, 60_001), gone).track('TR_A').unpublishedAt).toBeNull();
    expect(new Seen(gone, heard(name, 60_001)).session().tracks).toBe(1);
    expect(new Seen(heard('track_listed', 60_000), gone).track('TR_A').unpublishedAt).toBe(at(60_000));
  });

  it('ended when it was unpublished, whatever was listed', () => {
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
    expect([...fold(state, joined).tracks.keys()]).toEqual(['TR_A']);
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

  it('keeps a terminal status, and of two ends the later update', () => {
    const { state } = new Seen(
      egress('egress_ended', 9_000, 'EGRESS_COMPLETE', 9_000, { endedAtMs: START + 9_000 }),
      egress('egress_ended', 9_500, 'EGRESS_FAILED', 9_500, { endedAtMs: START + 9_400, error: 'upload' }),
      egress('egress_updated', 9_900, 'EGRESS_ACTIVE', 9_900),
    );
    const row = state.egresses.get('EG_1');
    if (!row) throw new Error('no egress');
    expect(egressView(row)).toMatchObject({ status: 'EGRESS_FAILED', endedAt: at(9_400), error: 'upload' });
  });
});
