/** A page of parts, those with the most time first, and the cursors that lead to the next one. */
import { Order } from '../sql/order';
import { type Fragment, literal, raw, sql, value } from '../sql/sql';
import type { CountedPart, PartKind } from './part';

/** The parts after a given one; or exactly the given ones, whose `ms` and `total` have no meaning then. */
export type PartsPage =
  | { readonly limit: number; readonly after: { readonly ms: number; readonly key: string } | null }
  | { readonly keys: readonly string[] };

export const IN_ORDER = raw('ORDER BY ms DESC, key COLLATE "C"');

/** A cursor contains the end of its page. */
const byTime = (kind: PartKind): Order<Pick<CountedPart, 'ms' | 'key'>> =>
  new Order(
    `usage by ${kind}`,
    [
      { sql: 'ms', type: 'bigint', of: ({ ms }) => ms },
      { sql: 'key', type: 'text', of: ({ key }) => key },
    ],
    true,
  );

/** The page of a cursor. One part more is read, only to know whether there is a next page. Throws `BadCursorError`. */
export function partsPage(kind: PartKind, limit: number, cursor: string | undefined): PartsPage {
  const place = byTime(kind).placeOf(cursor);
  return { limit: limit + 1, after: place && { ms: Number(place[0]), key: String(place[1]) } };
}

export function nextCursorOf(kind: PartKind, limit: number, parts: readonly CountedPart[]): string | null {
  const last = parts[limit - 1];
  return parts.length > limit && last ? byTime(kind).cursorOf(last) : null;
}

/** SQL of `key`, `ms` and `total` of a page of `timed`, which has `key` and `ms`. */
export function selectPage(page: PartsPage): Fragment {
  if ('keys' in page) {
    return sql`SELECT key, 0::bigint AS ms, 0::bigint AS total FROM unnest(${value(page.keys, 'text[]')}) AS key`;
  }
  const { limit, after } = page;
  const [ms, key] = [value(after?.ms ?? null, 'bigint'), value(after?.key ?? null, 'text')];
  return sql`SELECT key, ms, (SELECT count(*) FROM timed) AS total FROM timed
    WHERE ${ms} IS NULL OR ms < ${ms} OR (ms = ${ms} AND key COLLATE "C" > ${key})
    ${IN_ORDER} LIMIT ${literal(limit)}`;
}
