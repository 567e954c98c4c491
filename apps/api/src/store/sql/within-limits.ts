interface Placed {
  readonly offset: number;
}

interface Limits {
  readonly rows: number;
  readonly bytes: number;
}

/** `items`: those of the given items that are after `after`. */
interface Within<T> {
  readonly items: readonly T[];
  readonly after: number;
}

/**
 * The newest of `all`, which has every item after `after`: as many as the limits allow. Their order is kept. Items of
 * one offset stay together, so that `after` says exactly what is there.
 */
export function withinLimits<T extends Placed>(all: readonly T[], after: number, { rows, bytes }: Limits): Within<T> {
  let from = after;
  let count = 0;
  let left = bytes;
  for (const item of all.toSorted((a, b) => b.offset - a.offset)) {
    if (item.offset <= from) break;
    count += 1;
    left -= Buffer.byteLength(JSON.stringify(item)) + 1;
    if (count > rows || left < 0) from = item.offset;
  }
  return { items: all.filter(({ offset }) => offset > from), after: from };
}
