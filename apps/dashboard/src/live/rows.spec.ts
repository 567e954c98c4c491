import { computed } from '@angular/core';
import { Rows } from './rows';

const row = (id: string, offset: number, value: string | null) => ({ id, offset, value });

describe('Rows', () => {
  it('notifies only readers of the changed row', () => {
    const rows = new Rows<string>();
    rows.replace([row('a', 1, 'a1'), row('b', 1, 'b1')]);
    let reads = 0;
    const b = computed(() => ((reads += 1), rows.row('b')?.()));
    b();
    rows.apply([row('a', 2, 'a2')]);
    expect(b()).toBe('b1');
    expect(reads).toBe(1);
    expect(rows.row('a')?.()).toBe('a2');
  });

  it('drops a change that is not newer than its row', () => {
    const rows = new Rows<string>();
    rows.apply([row('a', 5, 'new')]);
    rows.apply([row('a', 5, 'same'), row('a', 4, 'old')]);
    expect(rows.row('a')?.()).toBe('new');
  });

  it('removes rows that a snapshot lacks, and keeps the signals of the others', () => {
    const rows = new Rows<string>();
    rows.replace([row('a', 1, 'a'), row('b', 1, 'b')]);
    const a = rows.row('a');
    rows.replace([row('a', 2, 'a2')]);
    expect(rows.ids()).toEqual(['a']);
    expect(rows.row('a')).toBe(a);
    expect(a?.()).toBe('a2');
  });

  it('accepts a snapshot of another epoch, whose offsets begin again', () => {
    const rows = new Rows<string>();
    rows.replace([row('a', 900, 'before')]);
    rows.replace([row('a', 3, 'after')]);
    expect(rows.row('a')?.()).toBe('after');
  });

  it('does not notify readers of ids when only values changed', () => {
    const rows = new Rows<string>();
    rows.replace([row('a', 1, 'a')]);
    const before = rows.ids();
    rows.replace([row('a', 2, 'b')]);
    expect(rows.ids()).toBe(before);
  });

  it('removes a deleted row', () => {
    const rows = new Rows<string>();
    rows.replace([row('a', 1, 'a')]);
    rows.apply([row('a', 2, null)]);
    expect(rows.values()).toEqual([]);
  });
});
