import { session } from '../../live/testing';
import { instant, minute, participant, track } from '../testing';
import { boxOf, spanAt } from './shape';
import { Timeline, type TimelineRow } from './timeline';

function rowOf(participants: ReturnType<typeof participant>[], tracks: ReturnType<typeof track>[] = []): TimelineRow {
  const row = new Timeline().rows({ session: session('RM_a'), participants, tracks, egresses: [] })[1];
  if (!row) throw new Error('There is no row');
  return row;
}

describe('the element under the pointer', () => {
  const row = rowOf(
    [participant('PA_1', 'ann', { leftAt: instant(4) }), participant('PA_2', 'ann', { joinedAt: instant(6) })],
    [track('TR_1', 'PA_1', { publishedAt: instant(1), unpublishedAt: instant(4) })],
  );
  const at = (x: number, y: number) =>
    spanAt(row, { from: minute(0), to: minute(10) }, minute(10), { x, y, width: 1000 })?.id ?? null;

  it.each([
    ['a bar', 200, 12, 'PA_1'],
    ['a running bar', 900, 12, 'PA_2'],
    ['a track', 200, 28, 'TR_1'],
    ['nothing between two bars', 500, 12, null],
    ['nothing far below', 900, 50, null],
    ['what is close to the edge', 405, 12, 'PA_1'],
  ])('is %s', (_, x, y, id) => expect(at(x, y)).toBe(id));

  it('is a failed join before the bar below it', () => {
    const failed = participant('PA_2', 'ann', { state: 'aborted', joinedAt: null, leftAt: instant(2) });
    const both = rowOf([participant('PA_1', 'ann'), failed]);
    const place = { x: 200, y: 14, width: 1000 };
    expect(spanAt(both, { from: minute(0), to: minute(10) }, minute(10), place)?.id).toBe('PA_2');
  });
});

describe('the bars of a row', () => {
  it('fit into it, whatever the number of tracks', () => {
    const row = rowOf(
      [participant('PA_1', 'ann')],
      Array.from({ length: 9 }, (_, n) => track(`TR_${n}`, 'PA_1')),
    );
    const boxes = row.spans.map((span) => boxOf(span, row));
    expect(Math.max(...boxes.map(({ top, height }) => top + height))).toBeLessThanOrEqual(50);
  });
});
