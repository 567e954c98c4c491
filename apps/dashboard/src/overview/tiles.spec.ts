import { hour, readings, stats } from '../live/testing';
import { TILES, type TileKind, tileView } from './tiles';

const people = TILES.find(({ series }) => series === 'people') as TileKind;
const view = (now: number, ...last: (number | null)[]) =>
  tileView(people, stats({ people: now }), hour({ to: '2026-11-23T09:30:00.000Z', people: readings(...last) }), 'utc');

describe('tileView', () => {
  it('ends the hour with the present value', () => {
    const { values, figure } = view(1391, 1380);
    expect(figure).toBe('1,391');
    expect(values).toHaveLength(61);
    expect(values.slice(-2)).toEqual([1380, 1391]);
  });

  it('shows the peak and its time, the latest of equal ones', () => {
    expect(view(42, 57, 40, 57, 30).note).toBe('peak 57 at 09:29');
  });

  it('includes the present in the peak', () => {
    expect(view(60, 57, 30).note).toBe('at its peak now');
    expect(view(57, 57, 30).note).toBe('at its peak now');
  });

  it('says that nothing changed, and that there was nothing', () => {
    expect(view(3, ...Array<number>(60).fill(3)).note).toBe('steady');
    expect(view(0, ...Array<number>(60).fill(0))).toMatchObject({ note: 'none in the last hour', tone: 'ended' });
  });

  it('states nothing about unknown minutes', () => {
    expect(view(3).note).toBe('');
    expect(view(0, 0).note).toBe('');
    expect(view(3, 3).note).toBe('');
    expect(view(3).range).toBe('');
    expect(tileView(people, stats({ people: 3 }), null, 'utc')).toMatchObject({ values: [3], note: '' });
  });

  it('describes the sparkline in words', () => {
    expect(view(42, 57, null, 30).range).toBe('in the last hour between 30 and 57');
    expect(view(3, 3).range).toBe('');
    expect(view(3, ...Array<number>(60).fill(3)).range).toBe('unchanged for the last hour');
  });
});
