import { figures } from './figures';
import type { Scope } from './links';
import { analytics, analyticsDay } from './testing';

const RANGE = { from: '2026-11-22T00:00:00.000Z', to: '2026-11-24T00:00:00.000Z' };
const SCOPE: Scope = {
  ...RANGE,
  tz: 'UTC',
  filters: { room: 'a', identity: undefined, agent: undefined, tenant: undefined },
};
const view = (...days: readonly ReturnType<typeof analyticsDay>[]) =>
  figures(analytics({ days: [...days] }), SCOPE, (day) => day);

describe('figures', () => {
  it('are a dash if there is no whole to have a share of', () => {
    const [, , , , , estimated] = view(analyticsDay('2026-11-22'));
    expect(estimated).toMatchObject({ value: '–', tone: '', note: '' });
  });

  it('show how much is estimated, in the colour of estimates', () => {
    const [, , , , , estimated] = view(
      analyticsDay('2026-11-22', { personMs: 600_000, agentMs: 0, estimatedMs: 60_000 }),
      analyticsDay('2026-11-23', { personMs: 300_000, agentMs: 100_000 }),
    );
    expect(estimated).toMatchObject({ value: '6 %', tone: 'doubt', note: '1 min' });
  });

  it('link to their sessions, the peak to its day', () => {
    const [sessions, , , peak, failed] = view(
      analyticsDay('2026-11-22', { peakPeople: 3 }),
      analyticsDay('2026-11-23', { peakPeople: 7, joins: 3, aborted: 1 }),
    );
    expect(sessions?.query).toMatchObject({ view: 'history', ...RANGE, room: 'a' });
    expect(peak).toMatchObject({ value: '7', note: 'on 2026-11-23', query: { from: '2026-11-23T00:00:00.000Z' } });
    expect(failed).toMatchObject({ value: '1', note: '25 % of joins', query: { failed: 1 } });
  });

  it('show their change since the previous period, if there was one', () => {
    const before = [analyticsDay('2026-11-20', { sessions: 4, personMs: 60_000, peakPeople: 3 })];
    const days = [analyticsDay('2026-11-22', { sessions: 3, personMs: 90_000, aborted: 2, peakPeople: 3 })];
    const previous = { from: RANGE.from, to: RANGE.to, days: before };
    const changes = figures(analytics({ days, previous }), SCOPE, (day) => day).map(({ change }) => change);
    expect(changes).toEqual(['−25 %', '+50 %', '', '0 %', '', '']);
    expect(view(...days).map(({ change }) => change)).toEqual(['', '', '', '', '', '']);
  });
});
