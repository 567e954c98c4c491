import { confirm, type Missing } from './absence';
import type { Absence } from './memory';
import { partialRoom } from './synthetic-event';

const T = Date.UTC(2026, 10, 24, 12);
const times = { apartMs: 30_000, quietMs: 60_000, staleMs: 600_000 };
const SECOND = 1_000;

const room = (sid: string, streamOffset = 5, webhookMs: number | null = null): Missing => ({
  finding: { event: 'session_gone', room: partialRoom(sid, sid), payload: {} },
  key: `session_gone:${sid}`,
  scope: sid,
  streamOffset,
  webhookMs,
});
const first = (ago: number, head = 9, scope = 'RM_1'): Absence => ({ atMs: T - ago * SECOND, head, scope });
const decide = (missing: readonly Missing[], before: Record<string, Absence>, undecided: string[] = []) => {
  const { ends, absent } = confirm(missing, new Set(undecided), before, { atMs: T, head: 20 }, times);
  return { ends: ends.map(({ finding, atMs }) => [finding.room?.sid, atMs]), absent };
};
const recheck = (...[missing, before, undecided = []]: Parameters<typeof decide>): number | null =>
  confirm(missing, new Set(undecided), before, { atMs: T, head: 20 }, times).recheckMs;
const KEY = 'session_gone:RM_1';

describe('what a listing lacks', () => {
  it('[FO13] is stored the first time', () => {
    expect(decide([room('RM_1')], {})).toEqual({ ends: [], absent: { [KEY]: { atMs: T, head: 20, scope: 'RM_1' } } });
  });

  it.each([
    ['too soon', 29, 9, { ends: [], absent: { [KEY]: first(29) } }],
    ['30 s later', 30, 9, { ends: [['RM_1', T - 30_000]], absent: {} }],
    ['minutes later', 600, 9, { ends: [['RM_1', T - 600_000]], absent: {} }],
    ['so late that much may have been missed', 601, 9, { ends: [], absent: { [KEY]: { ...first(0), head: 20 } } }],
    ['after an event of it', 60, 4, { ends: [], absent: { [KEY]: { ...first(0), head: 20 } } }],
    ['by a clock that was set back', -5, 9, { ends: [], absent: { [KEY]: { ...first(0), head: 20 } } }],
  ])('and is missing again %s', (_, ago, head, expected) => {
    expect(decide([room('RM_1')], { [KEY]: first(ago, head) })).toEqual(expected);
  });

  it('is counted anew after it was listed again', () => {
    expect(decide([], { [KEY]: first(60) })).toEqual({ ends: [], absent: {} });
  });

  it('is kept while nothing is known of its room or of itself, with a limit', () => {
    expect(decide([], { [KEY]: first(60) }, ['RM_1']).absent).toEqual({ [KEY]: first(60) });
    expect(decide([], { [KEY]: first(60, 9, 'egress') }, [KEY]).absent).toEqual({ [KEY]: first(60, 9, 'egress') });
    expect(decide([], { [KEY]: first(601) }, ['RM_1']).absent).toEqual({});
  });

  it('is not ended within a minute of its last webhook', () => {
    const reported = (secondsAgo: number) => [room('RM_1', 5, T - secondsAgo * SECOND)];
    expect(decide(reported(59), { [KEY]: first(40) })).toEqual({ ends: [], absent: { [KEY]: first(40) } });
    expect(recheck(reported(59), { [KEY]: first(40) })).toBe(T + SECOND);
    expect(decide(reported(60), { [KEY]: first(40) }).ends).toEqual([['RM_1', T - 40_000]]);
    // A host whose clock is ahead received it, but it was stored before the first listing.
    expect(decide(reported(-3_600), { [KEY]: first(60) }).ends).toEqual([['RM_1', T - 60_000]]);
  });

  it('is requested again when the earliest of it can be confirmed', () => {
    expect(recheck([], {})).toBeNull();
    const before = { [KEY]: first(10), 'session_gone:RM_2': first(20) };
    expect(recheck([room('RM_1'), room('RM_2')], before)).toBe(T + 10_000);
    expect(recheck([], { [KEY]: first(600) }, ['RM_1'])).toBe(T + 30_000);
  });
});
