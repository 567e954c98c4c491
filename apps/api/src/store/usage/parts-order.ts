import { Order } from '../repositories/order';
import type { CountedPart } from './counted-parts';

/** Parts of a kind, those with the most time first. Its cursors hold where a page ended. */
export const BY_TIME = (kind: string): Order<Pick<CountedPart, 'ms' | 'key'>> =>
  new Order(
    `usage by ${kind}`,
    [
      { sql: 'ms', type: 'bigint', of: ({ ms }) => ms },
      { sql: 'key', type: 'text', of: ({ key }) => key },
    ],
    true,
  );
