import type { Scope } from './links';
import { usageItem } from './testing';
import { topRows } from './top-rows';

const SCOPE: Scope = {
  days: { from: '2026-11-22', to: '2026-11-23' },
  filters: { room: undefined, identity: 'ann', agent: undefined, tenant: undefined },
};

describe('topRows', () => {
  const [first, second] = topRows(
    [
      usageItem('support', { personMs: 90_000, agentMs: 30_000, sessions: 2, joins: 3 }),
      usageItem(null, { personMs: 60_000, aborted: 1 }),
    ],
    'room',
    SCOPE,
  );

  it('have the time of people and agents, and a bar of it', () => {
    expect(first?.cells.map(({ text }) => text)).toEqual(['2', '2', '3', '0']);
    expect([first?.size, second?.size]).toEqual([1, 0.5]);
  });

  it('lead to the sessions of that room, with what is narrowed already', () => {
    expect(first?.query).toMatchObject({ view: 'history', room: 'support', identity: 'ann', from: '2026-11-22' });
    expect(second?.query['room']).toBeUndefined();
    expect(second?.cells[3]?.query).toMatchObject({ flags: 'aborted' });
  });
});
