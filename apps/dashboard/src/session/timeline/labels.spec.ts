import { session } from '../../live/testing';
import { instant, minute, participant } from '../testing';
import { labelsOf } from './labels';
import { Timeline } from './timeline';

const SHOWN = { from: minute(0), to: minute(10) };

function labels(width: number, ...participants: ReturnType<typeof participant>[]) {
  const row = new Timeline().rows({ session: session('RM_a'), participants, tracks: [], egresses: [] })[1];
  return row ? labelsOf(row, SHOWN, minute(10), width).map(({ text, tone, side }) => [text, tone, side]) : [];
}
const left = (from: number, to: number, more = {}) =>
  participant('PA_1', 'ann', {
    joinedAt: instant(from),
    leftAt: instant(to),
    disconnectReason: 'CLIENT_INITIATED',
    ...more,
  });

describe('the labels of a bar', () => {
  it('are after it, inside it or before it, where there is room', () => {
    expect(labels(1000, left(0, 4))).toEqual([['Left', 'plain', 'after']]);
    expect(labels(1000, left(0, 10))).toEqual([['Left', 'plain', 'inside']]);
    expect(labels(1000, left(9.9, 10))).toEqual([['Left', 'plain', 'before']]);
    expect(labels(30, left(0, 10))).toEqual([]);
  });

  it('end where a newer connection covers the bar', () => {
    const old = left(0, 5.1, { disconnectReason: 'DUPLICATE_IDENTITY' });
    const row = labels(1000, old, participant('PA_2', 'ann', { joinedAt: instant(5) }));
    expect(row).toEqual([
      ['Joined again elsewhere', 'plain', 'inside'],
      ['rejoined', 'plain', 'at-start'],
    ]);
  });

  it('are left out if the bar ends outside of the range', () => {
    expect(labels(1000, left(-5, -1))).toEqual([]);
    expect(labels(1000, left(5, 11))).toEqual([]);
  });

  it('show an error in red, an estimate in amber', () => {
    expect(labels(1000, left(0, 4, { disconnectReason: 'SIGNAL_CLOSE' }))).toEqual([
      ['Signal connection closed', 'bad', 'after'],
    ]);
    expect(labels(1000, left(0, 4, { leftEstimated: true }))).toEqual([['end estimated', 'doubt', 'after']]);
  });

  it('show the reason of a failed join', () => {
    const failed = { state: 'aborted', joinedAt: null, disconnectReason: 'SIGNAL_CLOSE' } as const;
    expect(labels(1000, left(0, 4, failed))).toEqual([['join failed · Signal connection closed', 'bad', 'after']]);
  });

  it('show a rejoin, or a join that was not observed', () => {
    const again = participant('PA_2', 'ann', { joinedAt: instant(6) });
    expect(labels(1000, left(0, 4), again)).toContainEqual(['rejoined', 'plain', 'at-start']);
    const unseen = participant('PA_1', 'ann', { joinedAt: null, leftAt: null });
    expect(labels(1000, unseen)).toEqual([]);
  });
});
