import { session } from '../live/testing';
import { compareKeyed, formatSort } from '../live/sort';
import {
  DEFAULT_SORT,
  orderOf,
  parseSessionSort,
  type SessionSort,
  type SortField,
  turnSessionSort,
} from './session-sort';

describe('session sort', () => {
  it('reads and writes the URL, with a default for invalid values', () => {
    expect(formatSort(parseSessionSort('-people'))).toBe('-people');
    expect(formatSort(parseSessionSort('name'))).toBe('name');
    expect(parseSessionSort('-password')).toEqual(DEFAULT_SORT);
    expect(parseSessionSort(undefined)).toEqual(DEFAULT_SORT);
  });

  it('reverses a column at the second click; numbers begin with the greatest, names with A', () => {
    expect(turnSessionSort(DEFAULT_SORT, 'people')).toBe('-people');
    const people: SessionSort = { field: 'people', descending: true };
    expect(turnSessionSort(people, 'people')).toBe('people');
    expect(turnSessionSort(people, 'name')).toBe('name');
  });

  const order = (field: SortField, descending: boolean, ...rows: ReturnType<typeof session>[]) =>
    rows
      .map((row) => ({ sid: row.sid, key: orderOf({ field, descending }).key(row) }))
      .sort((a, b) => compareKeyed(a, b, descending))
      .map(({ sid }) => sid);

  it('sorts names naturally: room-2 before room-10', () => {
    expect(order('name', false, session('b', { name: 'room-10' }), session('a', { name: 'room-2' }))).toEqual([
      'a',
      'b',
    ]);
  });

  it('is total: equal ones by sid, in both directions', () => {
    expect(order('people', true, session('b'), session('a'))).toEqual(['a', 'b']);
    expect(order('people', false, session('b'), session('a'))).toEqual(['a', 'b']);
  });

  it('puts a session of unknown start at the old end', () => {
    expect(order('startedAt', true, session('x', { startedAt: null }), session('y'))).toEqual(['y', 'x']);
  });
});
