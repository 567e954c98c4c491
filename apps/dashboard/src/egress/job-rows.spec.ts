import type { Egress, Ingress } from '@livekit-dashboard/contracts';
import { byStart, egressRow, ingressRow, type JobFilter, matches, statusLabel } from './job-rows';

const egress: Egress = {
  ...{ id: 'EG_1', source: 'default', sessionSid: 'RM_1', roomName: 'standup', kind: 'room_composite' },
  ...{ status: 'EGRESS_COMPLETE', startedAt: '2026-11-23T09:00:00.000Z', endedAt: '2026-11-23T09:10:00.000Z' },
  ...{
    endEstimated: false,
    error: null,
    errorCode: null,
    details: null,
    backupStorageUsed: null,
    manifestLocation: null,
  },
  results: [
    { type: 'file', filename: 'a.mp4', location: 's3://b/a.mp4' },
    { type: 'file', filename: 'b.mp4' },
  ],
};
const ingress: Ingress = {
  ...{ id: 'IN_1', resourceId: 'RES_1', source: 'eu', sessionSid: null, roomName: null, inputType: 'RTMP_INPUT' },
  ...{ status: 'ENDPOINT_ERROR', startedAt: null, endedAt: null, endEstimated: false, error: 'no stream' },
};

describe('rows of egresses and ingresses', () => {
  it('show the job, its end and the location of the result', () => {
    expect(egressRow(egress)).toMatchObject({
      key: 'EG_1',
      status: { tone: 'ended', label: 'Complete', isRunning: false },
      type: 'room composite',
      result: 's3://b/a.mp4 and 1 more',
    });
    expect(egressRow({ ...egress, status: 'EGRESS_FAILED' }).status.tone).toBe('bad');
    expect(egressRow({ ...egress, status: 'EGRESS_ACTIVE', endEstimated: true }).status.label).toBe('End not reported');
    expect(ingressRow(ingress)).toMatchObject({ key: 'eu/IN_1%2FRES_1', type: 'RTMP', status: { tone: 'bad' } });
    expect([statusLabel('EGRESS_LIMIT_REACHED'), statusLabel(null)]).toEqual(['Limit reached', 'Unknown']);
  });

  it.each<[JobFilter, boolean]>([
    [{}, true],
    [{ state: 'ended' }, true],
    [{ state: 'active' }, false],
    [{ failed: true }, false],
    [{ type: 'web' }, false],
    [{ type: 'room_composite', source: 'default', text: 'A.MP4' }, true],
    [{ text: 'nobody' }, false],
  ])('match %j: %s', (filter, expected) => {
    expect(matches(egressRow(egress), filter)).toBe(expected);
  });

  it('are newest first, those not started before all', () => {
    const rows = [
      egressRow(egress),
      ingressRow(ingress),
      egressRow({ ...egress, id: 'EG_2', startedAt: '2026-11-24T09:00:00.000Z' }),
    ];
    expect(rows.sort(byStart).map(({ id }) => id)).toEqual(['IN_1', 'EG_2', 'EG_1']);
  });
});
