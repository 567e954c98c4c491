/**
 * Rows of one kind by id, each a signal of its own: a change of a row updates what shows that row and nothing else.
 *
 * Invariants: a row's signal lives as long as the row; a change that is not newer than the current value is dropped, so
 * that a snapshot after a reconnect does not render unchanged rows again; `ids` changes only when a row is added or
 * removed.
 */
import { signal, type Signal, type WritableSignal } from '@angular/core';

export interface RowChange<T> {
  readonly id: string;
  readonly offset: number;
  readonly value: T | null;
}

export class Rows<T> {
  private readonly held = new Map<string, { offset: number; readonly value: WritableSignal<T> }>();
  private readonly known = signal<readonly string[]>([]);

  /** In the order in which they were added. */
  readonly ids: Signal<readonly string[]> = this.known.asReadonly();

  row(id: string): Signal<T> | null {
    return this.held.get(id)?.value.asReadonly() ?? null;
  }

  /** The values of all rows. Its readers run again at every change. */
  values(): T[] {
    return this.known().flatMap((id) => this.held.get(id)?.value() ?? []);
  }

  /** These are all rows: others are removed. */
  replace(changes: readonly RowChange<T>[]): void {
    const present = new Set(changes.map((change) => change.id));
    for (const id of this.held.keys()) if (!present.has(id)) this.held.delete(id);
    this.take(changes, (offset, held) => offset !== held); // another epoch has other offsets
    this.publish();
  }

  apply(changes: readonly RowChange<T>[]): void {
    if (this.take(changes, (offset, held) => offset > held)) this.publish();
  }

  remove(id: string): void {
    if (this.held.delete(id)) this.publish();
  }

  private take(changes: readonly RowChange<T>[], newer: (offset: number, held: number) => boolean): boolean {
    let moved = false;
    for (const { id, offset, value } of changes) {
      const row = this.held.get(id);
      if (value === null) moved = this.held.delete(id) || moved;
      else if (!row) {
        this.held.set(id, { offset, value: signal(value) });
        moved = true;
      } else if (newer(offset, row.offset)) {
        row.offset = offset;
        row.value.set(value);
      }
    }
    return moved;
  }

  private publish(): void {
    const before = this.known();
    const now = [...this.held.keys()];
    if (now.length !== before.length || now.some((id, index) => id !== before[index])) this.known.set(now);
  }
}
