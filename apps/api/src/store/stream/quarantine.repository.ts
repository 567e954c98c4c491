import type { Health, QuarantinedEvent, QuarantineList, QuarantineQuery } from '@livekit-dashboard/contracts';
import { instantOf } from '@livekit-dashboard/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { selectList } from '../sql/bulk';
import { QuarantinedEventEntity } from '../entities/quarantined-event.entity';
import { Conditions } from '../sql/conditions';
import { readAtOnce } from './list';

/** Limit of the payloads of one page, in bytes; a page has at least one event. */
const PAGE_BYTES = 4 * 1024 * 1024;
/** Reasons are counted among this many of the newest entries, and this many are reported. */
const REASONS = { among: 1_000, shown: 5 } as const;

/** Which entries to read: a list of them, or those after one. */
export type Chosen = { readonly ids: readonly number[] } | { readonly after: number };

/** Events that could not be stored in the log. */
@Injectable()
export class QuarantineRepository {
  constructor(private readonly dataSource: DataSource) {}

  list({ limit, cursor }: QuarantineQuery): Promise<Omit<QuarantineList, 'serverTime'>> {
    return readAtOnce(this.dataSource, async (manager, asOf) => {
      const conditions = new Conditions().when(cursor && Number(cursor), (p) => `t.number < ${p}`);
      const rows = await readPage(manager, conditions, 'DESC', limit + 1);
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      const [counted] = await manager.query<{ n: number; lowest: number | null }[]>(
        'SELECT count(*)::int AS n, min(number) AS lowest FROM quarantined_event',
      );
      const isMore = last !== undefined && last.number !== counted?.lowest;
      return {
        items: items.map(toQuarantinedEvent),
        nextCursor: isMore ? String(last.number) : null,
        total: counted?.n ?? 0,
        ...asOf,
      };
    });
  }

  /** At most `limit`, the oldest first, and fewer if payloads are large, but at least one if there is any. */
  read(chosen: Chosen, limit: number): Promise<QuarantinedEventEntity[]> {
    const conditions =
      'ids' in chosen
        ? new Conditions().when(chosen.ids, (p) => `t.number = ANY (${p}::bigint[])`)
        : new Conditions().when(chosen.after, (p) => `t.number > ${p}`);
    return readPage(this.dataSource.manager, conditions, 'ASC', limit);
  }

  async remove(numbers: readonly number[]): Promise<void> {
    await this.dataSource.query('DELETE FROM quarantined_event WHERE number = ANY ($1::bigint[])', [numbers]);
  }

  async reasons(numbers: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const rows = await this.dataSource.query<{ number: number; reason: string }[]>(
      'SELECT number, reason FROM quarantined_event WHERE number = ANY ($1::bigint[])',
      [numbers],
    );
    return new Map(rows.map(({ number, reason }) => [number, reason]));
  }

  /** For the doctor. */
  async summary(manager: EntityManager): Promise<Health['quarantine']> {
    const [all] = await manager.query<{ n: number; lastMs: number | null }[]>(
      'SELECT count(*)::int AS n, max(received_ms) AS "lastMs" FROM quarantined_event',
    );
    if (!all || all.n === 0) return { count: 0, lastAt: null, reasons: [] };
    const reasons = await manager.query<Health['quarantine']['reasons']>(
      `SELECT left(reason, 300) AS reason, count(*)::int AS count
       FROM (SELECT reason FROM quarantined_event ORDER BY number DESC LIMIT ${REASONS.among}) newest
       GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${REASONS.shown}`,
    );
    return { count: all.n, lastAt: instantOf(all.lastMs), reasons };
  }
}

function readPage(
  manager: EntityManager,
  { where, parameters }: Conditions,
  direction: 'ASC' | 'DESC',
  limit: number,
): Promise<QuarantinedEventEntity[]> {
  const order = `ORDER BY t.number ${direction}`;
  return manager.query(
    `SELECT ${selectList(manager, QuarantinedEventEntity)} FROM quarantined_event t JOIN (
       SELECT number, sum(bytes) OVER (${order.replaceAll('t.', '')}) - bytes AS before FROM (
         SELECT t.number, octet_length(t.payload::text) AS bytes FROM quarantined_event t WHERE ${where} ${order} LIMIT ${limit}
       ) sized
     ) fitting ON fitting.number = t.number AND fitting.before <= ${PAGE_BYTES} ${order}`,
    parameters,
  );
}

const toQuarantinedEvent = ({ number, payload, ...row }: QuarantinedEventEntity): QuarantinedEvent => ({
  id: number,
  source: row.source,
  eventId: row.eventId,
  event: typeof payload['event'] === 'string' ? payload['event'] : null,
  receivedAt: new Date(row.receivedMs).toISOString(),
  reason: row.reason,
  payload,
});
