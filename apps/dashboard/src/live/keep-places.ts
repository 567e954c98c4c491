/**
 * Updates rows without moving them: new rows are added below, and removed rows stay with their last values. For lists
 * that are replaced whole, while the user is using them. Pure.
 */
import { linkedSignal, type Signal } from '@angular/core';

export function keepPlaces<T>(shown: readonly T[], newest: readonly T[], idOf: (row: T) => string): readonly T[] {
  const present = new Map(newest.map((row) => [idOf(row), row]));
  const known = new Set(shown.map(idOf));
  return [...shown.map((row) => present.get(idOf(row)) ?? row), ...newest.filter((row) => !known.has(idOf(row)))];
}

export interface Resting<T, S> {
  readonly rows: readonly T[];
  readonly sort: S;
  readonly held: boolean;
}

/** Rows in the chosen order. While they are held they keep their places, until another order is chosen. */
export function restingRows<T, S>(
  state: () => Resting<T, S>,
  arrange: (rows: readonly T[], sort: S) => readonly T[],
  idOf: (row: T) => string,
): Signal<readonly T[]> {
  return linkedSignal<Resting<T, S>, readonly T[]>({
    source: state,
    computation: ({ rows, sort, held }, before) =>
      held && before?.source.sort === sort ? keepPlaces(before.value, rows, idOf) : arrange(rows, sort),
  });
}
