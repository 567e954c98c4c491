import { figures } from './figures';
import type { Scope } from './links';
import { analytics, analyticsDay } from './testing';

const DAYS = { from: '2026-11-22', to: '2026-11-23' };
const SCOPE: Scope = { days: DAYS, filters: { room: 'a', identity: undefined, agent: undefined, tenant: undefined } };
const view = (...days: readonly ReturnType<typeof analyticsDay>[]) =>
  figures(analytics({ days: [...days] }), SCOPE, (day) => day);

describe('figures', () => {
  it('are a dash where there is nothing to have a share of', () => {
    const [, , , , , estimated] = view(analyticsDay('2026-11-22'));
    expect(estimated).toMatchObject({ value: '–', tone: '', note: '' });
  });

  it('say how much is estimated, in the colour of doubt', () => {
    const [, , , , , estimated] = view(
      analyticsDay('2026-11-22', { personMs: 600_000, agentMs: 0, estimatedMs: 60_000 }),
      analyticsDay('2026-11-23', { personMs: 300_000, agentMs: 100_000 }),
    );
    expect(estimated).toMatchObject({ value: '6 %', tone: 'doubt', note: '1 min' });
  });

  it('lead to what is behind them: the peak to its day', () => {
    const [sessions, , , peak, failed] = view(
      analyticsDay('2026-11-22', { peakPeople: 3 }),
      analyticsDay('2026-11-23', { peakPeople: 7, joins: 3, aborted: 1 }),
    );
    expect(sessions?.query).toMatchObject({ view: 'history', ...DAYS, room: 'a' });
    expect(peak).toMatchObject({ value: '7', note: 'on 2026-11-23', query: { from: '2026-11-23', to: '2026-11-23' } });
    expect(failed).toMatchObject({ value: '1', note: '25 % of all joins', query: { failed: 1 } });
  });
});
