/** Pages of one snapshot: rows, their total, and the offset of the snapshot. */
import { TOTAL_LIMIT } from '@livekit-dashboard/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import type { Conditions } from '../sql/conditions';
import { readHead } from './head';
import type { Order } from '../sql/order';

export interface AsOf {
  readonly epoch: string;
  readonly offset: number;
}

export interface Page<T> extends AsOf {
  readonly items: T[];
  readonly nextCursor: string | null;
  readonly total: number | typeof OVER_LIMIT;
}

export interface Paged<R> {
  readonly rows: readonly R[];
  readonly nextCursor: string | null;
}

const OVER_LIMIT = `${TOTAL_LIMIT}+` as const;

/** Reads in one snapshot, so that rows and offset belong together. */
export function readAtOnce<T>(
  dataSource: DataSource,
  read: (manager: EntityManager, asOf: AsOf) => Promise<T>,
): Promise<T> {
  return dataSource.transaction('REPEATABLE READ', async (manager) => read(manager, await readHead(manager)));
}

/** Exact up to `TOTAL_LIMIT`. Counting further would cost more than the exact number is worth. */
export async function countUpToLimit(
  manager: EntityManager,
  from: string,
  { where, parameters }: Conditions,
): Promise<Page<never>['total']> {
  const rows = await manager.query<{ n: number }[]>(
    `SELECT count(*) AS n FROM (SELECT 1 FROM ${from} WHERE ${where} LIMIT ${TOTAL_LIMIT + 1}) counted`,
    parameters,
  );
  return shownTotal(rows[0]?.n ?? 0);
}

export const shownTotal = (n: number): Page<never>['total'] => (n > TOTAL_LIMIT ? OVER_LIMIT : n);

/** A page of `limit` rows. `rows` may have one more, which means that there is a next page. */
export function pageOf<R>(rows: readonly R[], limit: number, order: Order<R>): Paged<R> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: rows.length > limit && last !== undefined ? order.cursorOf(last) : null };
}
