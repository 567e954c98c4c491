import { signal } from '@angular/core';
import { keepPlaces, type Resting, restingRows } from './keep-places';

const idOf = (row: string) => row.charAt(0);
const reversed = (rows: readonly string[], sort: string) => (sort === 'down' ? rows.toReversed() : rows);

describe('keepPlaces', () => {
  it('moves nothing: new values in place, new rows at the end, removed ones unchanged', () => {
    expect(keepPlaces(['a1', 'b1'], ['c2', 'b2'], idOf)).toEqual(['a1', 'b2', 'c2']);
  });
});

describe('restingRows', () => {
  const setup = () => {
    const state = signal<Resting<string, string>>({ rows: ['a1', 'b1'], sort: 'down', held: false });
    return { state, rows: restingRows(state, reversed, idOf) };
  };

  it('arranges new rows while the list is not held', () => {
    const { state, rows } = setup();
    expect(rows()).toEqual(['b1', 'a1']);
    state.update((now) => ({ ...now, rows: ['b2', 'a2'] }));
    expect(rows()).toEqual(['a2', 'b2']);
  });

  it('do not move while held, until released or sorted', () => {
    const { state, rows } = setup();
    rows();
    state.set({ rows: ['b2', 'a2', 'c2'], sort: 'down', held: true });
    expect(rows()).toEqual(['b2', 'a2', 'c2']);
    state.set({ rows: ['a3', 'b3', 'c3'], sort: 'down', held: true });
    expect(rows()).toEqual(['b3', 'a3', 'c3']);
    state.update((now) => ({ ...now, sort: 'up' }));
    expect(rows()).toEqual(['a3', 'b3', 'c3']);
    state.update((now) => ({ ...now, sort: 'down', held: false }));
    expect(rows()).toEqual(['c3', 'b3', 'a3']);
  });
});
