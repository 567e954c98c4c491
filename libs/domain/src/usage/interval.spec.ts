import { newParticipant, type ParticipantRecord } from '../participant';
import { NEVER_MISSED, type EgressRecord, type IngressRecord } from '../egress';
import { newSession, SILENCE_MS } from '../session';
import { connectionDimensions, connectionTimes, egressDimensions } from './dimensions';
import { connectionInterval, egressInterval, ingressInterval } from './interval';

const open = newSession('RM_1', 0);
const finished = { ...open, finishedMs: 90_000 };

const connection = (kind: string | null, more: Partial<ParticipantRecord> = {}): ParticipantRecord => ({
  ...newParticipant('PA_1'),
  sessionSid: 'RM_1',
  profile:
    kind === null ? null : { key: [1], name: '', kind, kindDetails: [], hidden: false, metadata: '', attributes: {} },
  everActive: true,
  joinedMs: 1_000,
  lastSignMs: 2_000,
  ...more,
});

const job = { roomSid: 'RM_1', roomName: 'r', status: '', updatedAtMs: 5_000, startedAtMs: 4_000, endedAtMs: null };
const told = { error: null, errorCode: null, details: null, backupStorageUsed: null, manifestLocation: null };
const egress = (known: Partial<EgressRecord['known']> = {}, more: Partial<EgressRecord> = {}): EgressRecord => ({
  id: 'EG_1',
  sessionSid: 'RM_1',
  roomName: 'r',
  known: { ...job, id: 'EG_1', kind: 'room_composite', ...told, results: [], key: [0], ...known },
  ...NEVER_MISSED,
  ...more,
});
const ingress = (known: Partial<IngressRecord['known']> = {}): IngressRecord => ({
  id: 'IN_1',
  resourceId: null,
  room: null,
  known: { ...job, id: 'IN_1', resourceId: null, inputType: 'WHIP_INPUT', error: null, key: [0], ...known },
  ...NEVER_MISSED,
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

describe('the interval of a connection', () => {
  it('[US4] is open while it and its session are, and ends with the session, as estimated', () => {
    expect(connectionInterval(connection('STANDARD'), open)).toMatchObject({ startMs: 1_000, endMs: null });
    expect(connectionInterval(connection('STANDARD'), finished)).toMatchObject({ endMs: 90_000, estimated: true });
  });

  it('[US3] of an abort has no length', () => {
    const abort = { key: [3_000, 'EV'], atMs: 3_000, reason: null };
    const aborted = connectionInterval(connection('STANDARD', { everActive: false, joinedMs: null, abort }), open);
    expect(aborted).toMatchObject({ startMs: 3_000, endMs: 3_000, countedAs: 'aborted', dimensions: [], times: [] });
  });

  it('[US3] with an unknown join counts as a join and no time', () => {
    const unknown = connectionInterval(connection('STANDARD', { joinedMs: null }), open);
    expect(unknown).toMatchObject({ startMs: 2_000, endMs: 2_000, countedAs: 'joins', dimensions: [], times: [] });
  });

  it('is null while nothing proves that it was active', () => {
    expect(connectionInterval(connection(null, { everActive: false }), open)).toBeNull();
  });
});

describe('the interval of an egress or ingress', () => {
  it('ends by itself, otherwise with its session', () => {
    expect(egressInterval(egress({ key: [1], endedAtMs: 9_000 }), open)).toMatchObject({
      startMs: 4_000,
      endMs: 9_000,
      estimated: false,
    });
    expect(egressInterval(egress(), finished)).toMatchObject({ endMs: 90_000, estimated: true });
    const gone = egress({}, { goneMs: 8_000 });
    expect(egressInterval(gone, open)).toMatchObject({ endMs: 8_000, estimated: true });
    expect(egressInterval(gone, finished)).toMatchObject({ endMs: 8_000, estimated: true });
    expect(egressInterval(egress(), open)).toMatchObject({ endMs: null, estimated: false, openUntilMs: null });
  });

  it('without a session has a limit while it is open', () => {
    const openUntilMs = 5_000 + SILENCE_MS.occupied;
    expect(egressInterval(egress(), undefined)).toMatchObject({ endMs: null, estimated: true, openUntilMs });
  });

  it('is null before it started', () => {
    expect(egressInterval(egress({ startedAtMs: null, key: [1], endedAtMs: 9_000 }), open)).toBeNull();
  });

  it('counts as transcoded for an ingress that does not say otherwise', () => {
    expect(ingressInterval(ingress(), open)?.dimensions).toEqual(['transcode_video']);
    expect(ingressInterval(ingress({ bypassesTranscoding: true }), open)?.dimensions).toEqual([]);
  });
});
