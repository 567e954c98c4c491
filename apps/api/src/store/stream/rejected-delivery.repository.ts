import type { Rejection, RejectionList, RejectionsQuery } from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { selectList } from '../sql/bulk';
import { RejectedDeliveryEntity } from '../entities/rejected-delivery.entity';
import { Conditions } from '../sql/conditions';
import { countUpToLimit, pageOf } from './list';
import { Order } from '../sql/order';
import { PageReader } from './slow-reader';

const HOUR_MS = 3_600_000;
const NEWEST_FIRST = new Order<RejectedDeliveryEntity>(
  'rejections',
  [
    { sql: 't.at_ms', type: 'bigint', of: (row) => row.atMs },
    { sql: 't.number', type: 'bigint', of: (row) => row.number },
  ],
  true,
);

/** Rejected webhooks one by one, as far as they are listed. */
@Injectable()
export class RejectedDeliveryRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly pages: PageReader,
  ) {}

  /** Throws `BadCursorError`; rejects with the signal's reason once it is aborted. */
  list(query: RejectionsQuery, signal: AbortSignal): Promise<Omit<RejectionList, 'serverTime'>> {
    const place = NEWEST_FIRST.placeOf(query.cursor);
    return this.pages.read(signal, async (manager, asOf) => {
      const matching = conditionsOf(query, query.from && Date.parse(query.from), query.to && Date.parse(query.to));
      const total = await countUpToLimit(manager, 'rejected_delivery t', matching);
      NEWEST_FIRST.after(place, matching);
      const rows = await manager.query<RejectedDeliveryEntity[]>(
        `SELECT ${selectList(manager, RejectedDeliveryEntity)} FROM rejected_delivery t
         WHERE ${matching.where} ${NEWEST_FIRST.orderBy} LIMIT ${query.limit + 1}`,
        matching.parameters,
      );
      const page = pageOf(rows, query.limit, NEWEST_FIRST);
      const notListed = await countNotListed(manager, query);
      return { items: page.rows.map(toRejection), nextCursor: page.nextCursor, total, notListed, ...asOf };
    });
  }

  /** Deletes those before that time, in ms since 1970. */
  async forgetBefore(ms: number): Promise<void> {
    await this.dataSource.query('DELETE FROM rejected_delivery WHERE at_ms < $1', [ms]);
  }
}

const conditionsOf = (
  { reason, apiKey, source }: RejectionsQuery,
  fromMs: number | '' | undefined,
  toMs: number | '' | undefined,
): Conditions =>
  new Conditions()
    .when(reason, (p) => `t.reason = ${p}`)
    .when(apiKey, (p) => `t.api_key = ${p}`)
    .when(source, (p) => `t.source = ${p}`)
    .when(fromMs, (p) => `t.at_ms >= ${p}`)
    .when(toMs, (p) => `t.at_ms < ${p}`);

/** Counts are by hour and for all servers, so they are compared with the rows of whole hours of all servers. */
async function countNotListed(manager: EntityManager, { reason, apiKey, from, to }: RejectionsQuery): Promise<number> {
  const fromMs = from === undefined ? undefined : Math.floor(Date.parse(from) / HOUR_MS) * HOUR_MS;
  const toMs = to === undefined ? undefined : Math.ceil(Date.parse(to) / HOUR_MS) * HOUR_MS;
  const counted = new Conditions()
    .when(reason, (p) => `r.reason = ${p}`)
    .when(apiKey, (p) => `r.api_key = ${p}`)
    .when(fromMs, (p) => `r.hour_ms >= ${p}`)
    .when(toMs, (p) => `r.hour_ms < ${p}`);
  const all = await manager.query<{ n: number }[]>(
    `SELECT coalesce(sum(r.count), 0)::bigint AS n FROM rejection r WHERE ${counted.where}`,
    counted.parameters,
  );
  const listed = conditionsOf({ reason, apiKey, limit: 1 }, fromMs, toMs);
  const rows = await manager.query<{ n: number }[]>(
    `SELECT count(*) AS n FROM rejected_delivery t WHERE ${listed.where}`,
    listed.parameters,
  );
  return Math.max(0, (all[0]?.n ?? 0) - (rows[0]?.n ?? 0));
}

const toRejection = ({ number, atMs, ...row }: RejectedDeliveryEntity): Rejection => ({
  id: number,
  at: new Date(atMs).toISOString(),
  reason: row.reason,
  apiKey: row.apiKey,
  source: row.source,
  bytes: row.bytes,
  remoteAddress: row.remoteAddress,
});
