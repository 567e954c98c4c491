import { busySession } from '../live/testing';
import { fresh, inPlace, MOST_ROWS } from './busy-rows';

const AT = '2026-11-23T09:00:00.000Z';
const sessions = (...sids: readonly string[]) => sids.map((sid) => busySession(sid));
const sids = (rows: ReturnType<typeof fresh>) =>
  rows.map(({ session, goneAt }) => session.sid + (goneAt ? ' gone' : ''));

describe('the rows of the busiest sessions', () => {
  it("are in the server's order, ten at most", () => {
    const many = sessions(...Array.from({ length: 12 }, (_, index) => `s${index}`));
    expect(sids(fresh(many))).toEqual(many.slice(0, MOST_ROWS).map(({ sid }) => sid));
  });

  it('keep their places while held, with new values', () => {
    const held = inPlace(fresh(sessions('a', 'b')), [busySession('b', { people: 9 }), busySession('a')], AT);
    expect(sids(held)).toEqual(['a', 'b']);
    expect(held[1]?.session.people).toBe(9);
  });

  it('mark one that left, since when, and reactivate it', () => {
    const gone = inPlace(fresh(sessions('a', 'b')), sessions('b'), AT);
    expect(sids(gone)).toEqual(['a gone', 'b']);
    const later = inPlace(gone, sessions('b'), '2026-11-23T09:09:00.000Z');
    expect(later[0]?.goneAt).toBe(AT);
    expect(sids(inPlace(later, sessions('a', 'b'), AT))).toEqual(['a', 'b']);
  });

  it('add new ones at the end while there is room', () => {
    expect(sids(inPlace(fresh(sessions('a')), sessions('c', 'a'), AT))).toEqual(['a', 'c']);
    const full = fresh(sessions(...Array.from({ length: MOST_ROWS }, (_, index) => `s${index}`)));
    expect(inPlace(full, sessions('new'), AT)).toHaveLength(MOST_ROWS);
  });
});
