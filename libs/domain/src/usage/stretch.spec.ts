import { newParticipant, type ParticipantRecord } from '../participant';
import type { EgressRecord, IngressRecord } from '../egress';
import { newSession, SILENCE_MS } from '../session';
import { connectionDimensions, connectionTimes, egressDimensions } from './dimensions';
import { connectionStretch, egressStretch, ingressStretch } from './stretch';

const open = newSession('RM_1', 0);
const finished = { ...open, finishedMs: 90_000 };

const connection = (kind: string | null, more: Partial<ParticipantRecord> = {}): ParticipantRecord => ({
  ...newParticipant('PA_1', 'RM_1'),
  profile: kind === null ? null : { key: [1], name: '', kind, metadata: '', attributes: {} },
  everActive: true,
  joinedMs: 1_000,
  lastSignMs: 2_000,
  ...more,
});

const job = { roomSid: 'RM_1', roomName: 'r', status: '', updatedAtMs: 5_000, startedAtMs: 4_000, endedAtMs: null };
const egress = (known: Partial<EgressRecord['known']> = {}): EgressRecord => ({
  id: 'EG_1',
  sessionSid: 'RM_1',
  roomName: 'r',
  known: { ...job, id: 'EG_1', kind: 'room_composite', error: null, results: [], key: [0], ...known },
});
const ingress = (known: Partial<IngressRecord['known']> = {}): IngressRecord => ({
  id: 'IN_1',
  resourceId: null,
  room: null,
  known: { ...job, id: 'IN_1', resourceId: null, inputType: 'WHIP_INPUT', error: null, key: [0], ...known },
});

describe('dimensions', () => {
  it.each([
    ['STANDARD', ['participant'], ['personMs']],
    ['SIP', ['sip'], ['personMs', 'sipMs']],
    ['AGENT', ['participant', 'agent'], ['agentMs']],
    ['EGRESS', [], []],
    ['INGRESS', [], []],
    ['HOLOGRAM', ['participant'], ['personMs']],
    [null, [], []],
  ])('of kind %s are %p', (kind, dimensions, times) => {
    expect(connectionDimensions(kind)).toEqual(dimensions);
    expect(connectionTimes(kind)).toEqual(times);
  });

  it.each([
    ['room_composite', false, ['transcode_video']],
    ['web', undefined, ['transcode_video']],
    ['track_composite', true, ['transcode_audio']],
    ['participant', null, ['transcode_video']],
    ['track', true, ['track_egress']],
    [null, null, []],
  ] as const)('of egress %s, audio only %p, are %p', (kind, audioOnly, dimensions) => {
    expect(egressDimensions({ kind, ...(audioOnly === undefined ? {} : { audioOnly }) })).toEqual(dimensions);
  });
});

describe('the stretch of a connection', () => {
  it('is open while it and its session are, and ends with the session, as estimated', () => {
    expect(connectionStretch(connection('STANDARD'), open)).toMatchObject({ startMs: 1_000, endMs: null });
    expect(connectionStretch(connection('STANDARD'), finished)).toMatchObject({ endMs: 90_000, estimated: true });
  });

  it('that was given up is a mark without time', () => {
    const abort = { key: [3_000, 'EV'], atMs: 3_000, reason: null };
    const aborted = connectionStretch(connection('STANDARD', { everActive: false, joinedMs: null, abort }), open);
    expect(aborted).toMatchObject({ startMs: 3_000, endMs: 3_000, mark: 'aborted', dimensions: [], times: [] });
  });

  it('whose join is not known counts as a join and as no time', () => {
    const unknown = connectionStretch(connection('STANDARD', { joinedMs: null }), open);
    expect(unknown).toMatchObject({ startMs: 2_000, endMs: 2_000, mark: 'joins', dimensions: [], times: [] });
  });

  it('is none while nothing tells that it was in', () => {
    expect(connectionStretch(connection(null, { everActive: false }), open)).toBeNull();
  });
});

describe('the stretch of an egress or ingress', () => {
  it('ends by itself, else with its session', () => {
    expect(egressStretch(egress({ key: [1], endedAtMs: 9_000 }), open)).toMatchObject({
      startMs: 4_000,
      endMs: 9_000,
      estimated: false,
    });
    expect(egressStretch(egress(), finished)).toMatchObject({ endMs: 90_000, estimated: true });
    expect(egressStretch(egress(), open)).toMatchObject({ endMs: null, estimated: false, openUntilMs: null });
  });

  it('without a session is not believed to be open for ever', () => {
    const openUntilMs = 5_000 + SILENCE_MS.occupied;
    expect(egressStretch(egress(), undefined)).toMatchObject({ endMs: null, estimated: true, openUntilMs });
  });

  it('is none before it started', () => {
    expect(egressStretch(egress({ startedAtMs: null, key: [1], endedAtMs: 9_000 }), open)).toBeNull();
  });

  it('counts an ingress as transcoded unless it says that it is not', () => {
    expect(ingressStretch(ingress(), open)?.dimensions).toEqual(['transcode_video']);
    expect(ingressStretch(ingress({ bypassesTranscoding: true }), open)?.dimensions).toEqual([]);
  });
});
