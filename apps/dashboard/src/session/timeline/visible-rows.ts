/**
 * The rows that match the filter, in order. While they are held (by pointer or keyboard) no row moves: a person who
 * joins is last, and moves to the right place when the hold ends.
 */
import { computed, type Signal, signal, untracked } from '@angular/core';
import type { TimelineRow } from './timeline';

export class VisibleRows {
  private readonly heldOrder = signal<readonly string[] | null>(null);

  constructor(
    private readonly rows: Signal<readonly TimelineRow[]>,
    private readonly find: Signal<string>,
    private readonly insideOnly: Signal<boolean>,
  ) {}

  private readonly matching = computed(() => {
    const [wanted, inside] = [this.find().trim().toLowerCase(), this.insideOnly()];
    return this.rows().filter((row) => row.who === 'room' || ((!inside || row.inside) && matches(row, wanted)));
  });

  readonly list = computed((): readonly TimelineRow[] => {
    const held = this.heldOrder();
    if (held === null) return this.matching();
    const rest = new Map(this.matching().map((row) => [row.id, row]));
    const kept = held.flatMap((id) => {
      const row = rest.get(id);
      rest.delete(id);
      return row ? [row] : [];
    });
    return [...kept, ...rest.values()];
  });

  hold(held: boolean): void {
    if (!held) this.heldOrder.set(null);
    else if (untracked(this.heldOrder) === null) this.heldOrder.set(untracked(this.list).map(({ id }) => id));
  }
}

const matches = ({ name, identity }: TimelineRow, wanted: string): boolean =>
  wanted === '' || `${name ?? ''}\n${identity ?? ''}`.toLowerCase().includes(wanted);
