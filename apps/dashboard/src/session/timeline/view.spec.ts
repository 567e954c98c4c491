/** Interactions with a timeline, without a page: moving, filtering, zooming. */
import { signal } from '@angular/core';
import { session } from '../../live/testing';
import { instant, minute, participant, track } from '../testing';
import { Cursor } from './cursor';
import { ShownRange } from './shown-range';
import { Timeline } from './timeline';
import { VisibleRows } from './visible-rows';

const PEOPLE = [
  participant('PA_1', 'ann', { name: 'Ann' }),
  participant('PA_2', 'ben', { joinedAt: instant(1), leftAt: instant(2) }),
];
const rowsOf = (people = PEOPLE) =>
  new Timeline().rows({
    session: session('RM_a', { startedAt: instant(0) }),
    participants: people,
    tracks: [track('TR_1', 'PA_1')],
    egresses: [],
  });

describe('the focus', () => {
  const rows = signal(rowsOf());
  const cursor = new Cursor(rows);

  it('moves from row to row, and stops at both ends', () => {
    cursor.to(0);
    cursor.by(-1);
    expect(cursor.row()?.id).toBe('room');
    cursor.by(9);
    expect(cursor.row()?.identity).toBe('ben');
  });

  it('moves along the bars of a row, and back to the row', () => {
    cursor.to(1);
    expect([cursor.along(1)?.id, cursor.along(1)?.id, cursor.along(1)?.id]).toEqual(['PA_1', 'TR_1', 'TR_1']);
    expect([cursor.along(-1)?.id, cursor.along(-1)]).toEqual(['PA_1', null]);
  });

  it('stays with its row when others are added before it', () => {
    cursor.to(2);
    rows.set(rowsOf([participant('PA_0', 'early', { joinedAt: instant(-1) }), ...PEOPLE]));
    expect([cursor.row()?.identity, cursor.index()]).toEqual(['ben', 3]);
  });
});

describe('the shown rows', () => {
  const rows = signal(rowsOf());
  const find = signal('');
  const inside = signal(false);
  const visible = new VisibleRows(rows, find, inside);
  const who = () => visible.list().map(({ identity }) => identity);

  it('are those that match by name or identity, and always the room', () => {
    find.set(' AN');
    expect(who()).toEqual(['RM_a', 'ann']);
    find.set('');
    inside.set(true);
    expect(who()).toEqual(['RM_a', 'ann']);
    inside.set(false);
    expect(who()).toEqual(['RM_a', 'ann', 'ben']);
  });

  it('do not move while held: new ones are at the end until then', () => {
    visible.hold(true);
    rows.set(rowsOf([participant('PA_0', 'early', { joinedAt: instant(-1) }), ...PEOPLE]));
    expect(who()).toEqual(['RM_a', 'ann', 'ben', 'early']);
    visible.hold(false);
    expect(who()).toEqual(['RM_a', 'early', 'ann', 'ben']);
  });
});

describe('the shown range', () => {
  const now = signal(minute(10));
  const end = signal<number | null>(null);
  const range = new ShownRange(signal(minute(0)), end, now);

  it('follows the present, and moves in steps', () => {
    now.set(minute(10) + 1000);
    expect(range.shown()).toEqual({ from: minute(0), to: minute(10) + 1000 });
    expect(range.settled().to).toBe(minute(10) + 10_000);
  });

  it('stops after zooming in, until the whole is chosen', () => {
    range.zoomBy(0.5, 0);
    const { to } = range.shown();
    now.set(minute(11));
    expect([range.shown().to, range.now()]).toEqual([to, minute(11)]);
    range.choose(null);
    expect(range.shown().to).toBe(minute(11));
  });

  it('does not run with the clock after the end', () => {
    end.set(minute(12));
    now.set(minute(900));
    expect([range.shown().to, range.now(), range.settled().to]).toEqual([minute(12), minute(12), minute(12)]);
  });
});
