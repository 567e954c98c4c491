import type { Scope } from './links';
import { usageItem } from './testing';
import { topRows } from './top-rows';

const SCOPE: Scope = {
  from: '2026-11-22T00:00:00.000Z',
  to: '2026-11-24T00:00:00.000Z',
  tz: 'UTC',
  filters: { room: undefined, identity: 'ann', agent: undefined, tenant: undefined },
};

describe('topRows', () => {
  const rows = topRows(
    [
      usageItem(null, { personMs: 900_000, joins: 1 }),
      usageItem('support', { personMs: 90_000, agentMs: 30_000, sessions: 2, joins: 3 }),
      usageItem('sales', { personMs: 60_000, aborted: 1 }),
      usageItem('empty', { sessions: 1 }),
    ],
    'room',
    SCOPE,
  );
  const [first, second] = rows;

  it('show the time of people and agents, with a bar', () => {
    expect(first?.cells.map(({ text }) => text)).toEqual(['2', '2', '3', '0']);
    expect(rows.map(({ size }) => size)).toEqual([1, 0.5]);
  });

  it('exclude parts without a name or time, and are ten at most', () => {
    expect(rows.map(({ key }) => key)).toEqual(['support', 'sales']);
    const many = Array.from({ length: 11 }, (_, i) => usageItem(`room-${i}`, { personMs: 1 }));
    expect(topRows(many, 'room', SCOPE)).toHaveLength(10);
  });

  it('link to the sessions of the room, with the present filters', () => {
    expect(first?.query).toMatchObject({
      view: 'history',
      room: 'support',
      identity: 'ann',
      from: '2026-11-22T00:00:00.000Z',
    });
    expect(second?.cells[3]?.query).toMatchObject({ room: 'sales', failed: 1 });
  });
});
