import { TestBed } from '@angular/core/testing';
import { ColumnChoice } from './session-columns';

const choice = (): ColumnChoice => {
  TestBed.resetTestingModule();
  return TestBed.inject(ColumnChoice);
};
const ids = (of: ColumnChoice): string[] => of.columns().map(({ id }) => id);

describe('the columns of the live table', () => {
  beforeEach(() => localStorage.clear());

  it('are all but the extra ones, until one chooses', () => {
    expect(ids(choice())).toEqual([
      'room',
      'state',
      'started',
      'duration',
      'people',
      'agents',
      'tracks',
      'joins',
      'notes',
    ]);
  });

  it('are kept by this browser, in their own order', () => {
    const first = choice();
    first.toggle('last');
    first.toggle('joins');
    const again = choice();
    expect(ids(again)).toEqual(ids(first));
    expect(ids(again).slice(-3)).toEqual(['tracks', 'last', 'notes']);
  });

  it('give the grid a track each, fewer when it is narrow', () => {
    const columns = choice();
    for (const { id } of columns.optional) if (columns.shown().has(id)) columns.toggle(id);
    columns.toggle('started');
    expect(ids(columns)).toEqual(['room', 'state', 'started']);
    expect(columns.tracks()).toBe('minmax(200px, 4fr) minmax(156px, 0.5fr) 112px');
    expect(columns.narrowTracks()).toBe('minmax(200px, 4fr) minmax(156px, 0.5fr)');
  });

  it('do not lose what must be there to nonsense in the storage', () => {
    localStorage.setItem('session-columns', 'people nonsense');
    expect(ids(choice())).toEqual(['room', 'state', 'people']);
  });
});
