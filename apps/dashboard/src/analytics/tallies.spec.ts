import { SESSION_LENGTHS } from '@livekit-dashboard/contracts';
import type { Scope } from './links';
import { endRows, leaveRows, lengthRows } from './tallies';
import { analytics } from './testing';
import { lengthLabel } from '../shared/labels';

const SCOPE: Scope = {
  from: '2026-11-22T00:00:00.000Z',
  to: '2026-11-24T00:00:00.000Z',
  tz: 'UTC',
  filters: { room: undefined, identity: undefined, agent: undefined, tenant: undefined },
};

describe('tallies', () => {
  it('explain why people left, with the share, and keep unknown reasons', () => {
    const leaves = [
      { key: 'CLIENT_INITIATED', count: 6 },
      { key: 'BRAND_NEW', count: 3 },
      { key: '', count: 1 },
    ];
    expect(leaveRows(analytics({ leaves }), SCOPE)).toMatchObject([
      { label: 'Left', word: 'CLIENT_INITIATED', share: '60 %', size: 1 },
      { label: 'BRAND_NEW', count: 3, size: 0.5 },
      { label: 'No reason given', word: '' },
    ]);
  });

  it('link an end reason to its sessions, and mark estimates', () => {
    const ends = [
      { key: 'finished', count: 6 },
      { key: 'timeout', count: 1 },
    ];
    expect(endRows(analytics({ ends }), SCOPE)).toMatchObject([
      { doubtful: false, query: { view: 'history', reason: 'finished' } },
      { doubtful: true, query: { reason: 'timeout' } },
    ]);
  });

  it('contain every class of duration, shortest first', () => {
    const lengths = [
      { key: '5m_15m', count: 2 },
      { key: 'under_1m', count: 1 },
    ];
    const rows = lengthRows(analytics({ lengths }), SCOPE);
    expect(rows.map(({ word }) => word)).toEqual(SESSION_LENGTHS);
    expect(rows.map(({ count }) => count)).toEqual([1, 0, 2, 0, 0, 0, 0, 0]);
    expect(SESSION_LENGTHS.map(lengthLabel)).not.toEqual(SESSION_LENGTHS);
  });
});
