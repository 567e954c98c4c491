/** Which columns of a table are shown. The choice belongs to this browser; the order does not change. */
import { computed, type Signal, signal } from '@angular/core';
import { readStored, writeStored } from '../frame/stored-choice';

export interface ChoosableColumn<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Always there. */
  readonly fixed?: true;
  /** Not there until it is chosen. */
  readonly extra?: true;
}

export class KeptColumns<Id extends string, C extends ChoosableColumn<Id>> {
  private readonly chosen;
  /** The offered columns that are shown. */
  readonly columns: Signal<readonly C[]>;
  readonly shown: Signal<ReadonlySet<Id>>;
  /** Those that may be hidden. */
  readonly optional: Signal<readonly C[]>;

  /** `offered`: the columns that currently have content. `all`: every possible column. */
  constructor(
    private readonly key: string,
    all: readonly C[],
    offered: Signal<readonly C[]>,
  ) {
    const kept = readStored(key)?.split(' ');
    this.chosen = signal<ReadonlySet<Id>>(
      new Set(all.filter(({ id, fixed, extra }) => fixed ?? kept?.includes(id) ?? !extra).map(({ id }) => id)),
    );
    this.columns = computed(() => offered().filter(({ id }) => this.chosen().has(id)));
    this.shown = computed(() => new Set(this.columns().map(({ id }) => id)));
    this.optional = computed(() => offered().filter(({ fixed }) => !fixed));
  }

  toggle(id: Id): void {
    const next = new Set(this.chosen());
    if (!next.delete(id)) next.add(id);
    this.chosen.set(next);
    writeStored(this.key, [...next].join(' '));
  }
}
