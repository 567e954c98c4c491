import type { Session } from '@livekit-dashboard/contracts';
import { change, session } from './testing';
import { ENDED_STAYS_MS, LiveList } from './live-list';
import { keyOf } from './sort';

const ended = { state: 'ended', endedAt: '2026-11-23T08:30:00.000Z', endReason: 'finished' } as const;
const started = (minute: number) => ({ startedAt: `2026-11-23T08:${String(minute).padStart(2, '0')}:00.000Z` });

const by = (field: 'startedAt' | 'people') => ({
  key: (value: Session) => keyOf(value, field),
  descending: true,
});

function setup() {
  let now = 0;
  const list = new LiveList(() => now, by('startedAt'));
  list.snapshot([change(session('a', started(1))), change(session('b', started(2)))]);
  const sids = () => list.order().map((row) => row.sid);
  const pass = (ms: number) => {
    now += ms;
    list.sweep();
  };
  return { list, sids, pass };
}

describe('LiveList', () => {
  it('lists the newest first, and adds a session at once while it is not held', () => {
    const { list, sids } = setup();
    list.apply([change(session('c', started(3)))]);
    expect(sids()).toEqual(['c', 'b', 'a']);
  });

  it('moves no row while it is held: new ones wait and are counted', () => {
    const { list, sids } = setup();
    list.hold(true);
    const before = list.order();
    list.apply([change(session('c', started(3))), change(session('d', started(4)))]);
    expect(list.order()).toEqual(before);
    expect(list.unseen()).toBe(2);
    list.hold(false);
    expect(sids()).toEqual(['d', 'c', 'b', 'a']);
    expect(list.unseen()).toBe(0);
  });

  it('shows waiting rows on request, held or not', () => {
    const { list, sids } = setup();
    list.hold(true);
    list.apply([change(session('c', started(3)))]);
    list.release();
    expect(sids()).toEqual(['c', 'b', 'a']);
    list.apply([change(session('d', started(4)))]);
    expect(list.unseen()).toBe(1);
  });

  it('removes a deleted row, held or not, and one that waits', () => {
    const { list, sids, pass } = setup();
    list.hold(true);
    list.apply([change(session('c', started(3)))]);
    list.apply(['a', 'c'].map((id) => ({ id, offset: 9, value: null })));
    expect([list.total(), list.unseen(), sids()]).toEqual([1, 0, ['b', 'a']]);
    list.hold(false);
    pass(ENDED_STAYS_MS);
    expect(sids()).toEqual(['b']);
  });

  it('does not count a waiting row that ended unseen', () => {
    const { list, sids } = setup();
    list.hold(true);
    list.apply([change(session('c'), 1)]);
    list.apply([change(session('c', ended), 2)]);
    expect(list.unseen()).toBe(0);
    list.hold(false);
    expect(sids()).toEqual(['b', 'a']);
  });

  it('marks a session that ended, then removes it', () => {
    const { list, sids, pass } = setup();
    list.apply([change(session('a', ended), 2)]);
    expect(
      list
        .order()
        .find((row) => row.sid === 'a')
        ?.leaving(),
    ).toBe(true);
    pass(ENDED_STAYS_MS - 1);
    expect(sids()).toEqual(['b', 'a']);
    pass(1);
    expect(sids()).toEqual(['b']);
  });

  it('removes at once what ended immediately', () => {
    const { list, sids, pass } = setup();
    list.apply([change(session('c', started(3)), 2)]);
    list.apply([change(session('c', { ...ended, ...started(3) }), 3)]);
    pass(1000);
    expect(sids()).toEqual(['b', 'a']);
  });

  it('keeps ended rows in place while it is held', () => {
    const { list, sids, pass } = setup();
    list.hold(true);
    list.apply([change(session('a', ended), 2)]);
    pass(ENDED_STAYS_MS * 10);
    expect(sids()).toEqual(['b', 'a']);
    list.hold(false);
    pass(0);
    expect(sids()).toEqual(['b']);
  });

  it('reactivates a row whose end a sign of life voided', () => {
    const { list, sids, pass } = setup();
    list.apply([change(session('a', { ...ended, endEstimated: true }), 2)]);
    list.apply([change(session('a', started(1)), 3)]);
    pass(ENDED_STAYS_MS);
    expect(sids()).toEqual(['b', 'a']);
    expect(list.order()[1]?.leaving()).toBe(false);
  });

  it('does not reorder by changing numbers, only when another order is chosen', () => {
    const { list, sids } = setup();
    list.sortBy(by('people'));
    const before = sids();
    list.apply([change(session(before[1] ?? '', { people: 50 }), 2)]);
    expect(sids()).toEqual(before);
    list.sortBy(by('people'));
    expect(sids()).toEqual([...before].reverse());
  });

  it('shows rows that match the filter, and all without it', () => {
    const { list, sids } = setup();
    list.filter(({ sid }) => sid === 'a');
    expect(sids()).toEqual(['a']);
    expect(list.total()).toBe(2);
    list.filter(() => true);
    expect(sids()).toEqual(['b', 'a']);
  });

  it('adds rows that start to match, and removes those that stop, never while held', () => {
    const { list, sids, pass } = setup();
    list.filter(({ people }) => people > 0);
    expect(sids()).toEqual([]);
    list.hold(true);
    list.apply([change(session('a', { people: 1 }), 2), change(session('b', { people: 1 }), 2)]);
    expect([sids(), list.unseen()]).toEqual([[], 2]);
    list.apply([change(session('b', { people: 0 }), 3)]);
    expect(list.unseen()).toBe(1);
    list.hold(false);
    expect(sids()).toEqual(['a']);
    list.hold(true);
    list.apply([change(session('a', { people: 0 }), 4)]);
    pass(1000);
    expect(sids()).toEqual(['a']);
    list.hold(false);
    pass(1000);
    expect(sids()).toEqual([]);
    list.apply([change(session('a', { people: 2 }), 5)]);
    expect(sids()).toEqual(['a']);
  });

  it('marks a filtered session that ended', () => {
    const { list, sids, pass } = setup();
    list.apply([change(session('a', { people: 1 }), 2)]);
    list.filter(({ people }) => people > 0);
    list.apply([change(session('a', { ...ended, people: 0 }), 3)]);
    pass(1000);
    expect([sids(), list.order()[0]?.leaving()]).toEqual([['a'], true]);
    pass(ENDED_STAYS_MS);
    expect(sids()).toEqual([]);
  });

  it('keeps its rows over a snapshot after a reconnect, and marks missing ones', () => {
    const { list, sids, pass } = setup();
    const [b, a] = list.order();
    list.snapshot([change(session('b', started(2))), change(session('c', started(3)))]);
    expect(sids()).toEqual(['c', 'b', 'a']);
    expect(list.order()[1]).toBe(b);
    expect(a?.leaving()).toBe(true);
    pass(ENDED_STAYS_MS);
    expect(sids()).toEqual(['c', 'b']);
  });

  it('shows a session again that a snapshot had left out, with its new values', () => {
    const { list } = setup();
    list.snapshot([]);
    list.snapshot([change(session('a', { people: 7 }), 9)]);
    const row = list.order().find(({ sid }) => sid === 'a');
    expect(row?.value().people).toBe(7);
    expect(row?.leaving()).toBe(false);
  });
});
