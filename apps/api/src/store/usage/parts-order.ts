import { Order } from '../repositories/order';
import type { CountedPart, PartsPage } from './counted-parts';
import type { PartKind } from './part-counts';

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
