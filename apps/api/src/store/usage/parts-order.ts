import { Order } from '../repositories/order';
import type { CountedPart } from './counted-parts';
import type { PartKind } from './part-counts';

/** A page: what comes after a part, if one is given; or just these parts, whose `ms` and `total` are then of no meaning. */
export type PartsPage =
  | { readonly limit: number; readonly after: { readonly ms: number; readonly key: string } | null }
  | { readonly keys: readonly string[] };

export const IN_ORDER = 'ORDER BY ms DESC, key COLLATE "C"';

/** Parts of a kind, those with the most time first. Its cursors hold where a page ended. */
const byTime = (kind: PartKind): Order<Pick<CountedPart, 'ms' | 'key'>> =>
  new Order(
    `usage by ${kind}`,
    [
      { sql: 'ms', type: 'bigint', of: ({ ms }) => ms },
      { sql: 'key', type: 'text', of: ({ key }) => key },
    ],
    true,
  );

/** The page that a cursor asks for. It is read with one part more, which only tells that there is a next page. Throws `BadCursorError`. */
export function partsPage(kind: PartKind, limit: number, cursor: string | undefined): PartsPage {
  const place = byTime(kind).placeOf(cursor);
  return { limit: limit + 1, after: place && { ms: Number(place[0]), key: String(place[1]) } };
}

export function nextCursorOf(kind: PartKind, limit: number, parts: readonly CountedPart[]): string | null {
  const last = parts[limit - 1];
  return parts.length > limit && last ? byTime(kind).cursorOf(last) : null;
}

/** SQL of `key`, `ms` and `total` of a page of `timed`. `n`: the number of the first of its parameters. */
export function pageSql(page: PartsPage, n: number): { readonly sql: string; readonly values: unknown[] } {
  if ('keys' in page) {
    return {
      sql: `SELECT key, 0::bigint AS ms, 0::bigint AS total FROM unnest($${n}::text[]) AS key`,
      values: [page.keys],
    };
  }
  const { limit, after } = page;
  return {
    sql: `SELECT key, ms, (SELECT count(*) FROM timed) AS total FROM timed
      WHERE $${n}::bigint IS NULL OR ms < $${n} OR (ms = $${n} AND key COLLATE "C" > $${n + 1}::text)
      ${IN_ORDER} LIMIT ${limit}`,
    values: [after?.ms ?? null, after?.key ?? null],
  };
}
