/**
 * Rejected webhooks, counted by all replicas. Invariant: the number of rows is bounded whatever is posted. A sender can write any API key
 * into a token: of keys that are not configured, at most `STRANGERS_A_DAY` a day are counted by name, the others without one.
 */
import type { RejectionSummary } from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { RejectedDeliveryEntity } from '../entities/rejected-delivery.entity';
import type { RejectionEntity } from '../entities/rejection.entity';
import { named, run } from '../sql/sql';

export type CountedRejection = Pick<RejectionEntity, 'reason' | 'apiKey' | 'count' | 'lastMs' | 'clockOffsetSeconds'>;

/** One that is listed besides. */
export type ListedRejection = Omit<RejectedDeliveryEntity, 'number'>;

export interface RecentRejections {
  readonly rejectedToday: number;
  readonly rejections: RejectionSummary[];
}

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const KEPT_MS = 7 * DAY_MS;
/** API keys that are not configured and are counted by name, a day. */
export const STRANGERS_A_DAY = 20;
const SHOWN = 100;
/** Refused deliveries that are listed, the newest of them. */
const LISTED = 100_000;

const ADD = `
  WITH old AS (DELETE FROM rejection WHERE hour_ms < :keptFromMs),
  old_deliveries AS (
    DELETE FROM rejected_delivery WHERE at_ms < :keptFromMs OR number <= (SELECT max(number) FROM rejected_delivery) - ${LISTED}
  ), listed AS (
    INSERT INTO rejected_delivery (at_ms, reason, api_key, source, bytes, remote_address)
    SELECT "atMs", reason, "apiKey", source, bytes, "remoteAddress" FROM json_to_recordset(:listed::json)
      AS row ("atMs" bigint, reason text, "apiKey" text, source text, bytes bigint, "remoteAddress" text)
  ),
  given AS (
    SELECT * FROM json_to_recordset(:counted::json)
      AS row ("hourMs" bigint, reason text, "apiKey" text, count int, "lastMs" bigint, "clockOffsetSeconds" int)
  ), known AS (
    SELECT DISTINCT api_key FROM rejection WHERE hour_ms >= :todayMs AND api_key <> '' AND api_key <> ALL (:configured::text[])
  ), added AS (
    SELECT "apiKey" AS api_key FROM given
    WHERE "apiKey" <> '' AND "apiKey" <> ALL (:configured::text[]) AND "apiKey" NOT IN (SELECT api_key FROM known)
    GROUP BY "apiKey" ORDER BY sum(count) DESC, "apiKey"
    LIMIT greatest(0, ${STRANGERS_A_DAY} - (SELECT count(*) FROM known))
  ), named AS (
    SELECT "hourMs", reason, count, "lastMs", "clockOffsetSeconds",
      CASE WHEN "apiKey" = ANY (:configured::text[]) OR "apiKey" IN (SELECT api_key FROM known UNION SELECT api_key FROM added)
        THEN "apiKey" ELSE '' END AS api_key
    FROM given
  )
  INSERT INTO rejection AS r (hour_ms, reason, api_key, count, last_ms, clock_offset_seconds)
  SELECT "hourMs", reason, api_key, sum(count), max("lastMs"), (array_agg("clockOffsetSeconds" ORDER BY "lastMs" DESC))[1]
  FROM named GROUP BY "hourMs", reason, api_key
  ON CONFLICT (hour_ms, reason, api_key) DO UPDATE SET
    count = r.count + excluded.count,
    clock_offset_seconds = CASE WHEN excluded.last_ms >= r.last_ms THEN excluded.clock_offset_seconds ELSE r.clock_offset_seconds END,
    last_ms = greatest(r.last_ms, excluded.last_ms)`;

const RECENT = `
  SELECT reason, nullif(api_key, '') AS "apiKey", sum(count)::int AS count, max(last_ms) AS "lastMs",
    (array_agg(clock_offset_seconds ORDER BY last_ms DESC))[1] AS "clockOffsetSeconds"
  FROM rejection WHERE hour_ms > $1 GROUP BY reason, api_key ORDER BY max(last_ms) DESC, reason, api_key LIMIT ${SHOWN}`;

@Injectable()
export class RejectionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Adds to the counts and the list, and deletes what is older than a week. `configured`: API keys that are always counted by name.
   */
  async add(
    counted: readonly CountedRejection[],
    listed: readonly ListedRejection[],
    configured: readonly string[],
    nowMs: number,
  ): Promise<void> {
    const byHour = counted.map((row) => ({ ...row, hourMs: startOf(row.lastMs, HOUR_MS) }));
    await run(
      this.dataSource,
      named(ADD, {
        counted: JSON.stringify(byHour),
        listed: JSON.stringify(listed),
        configured,
        keptFromMs: startOf(nowMs, HOUR_MS) - KEPT_MS,
        todayMs: startOf(nowMs, DAY_MS),
      }),
    );
  }

  async recent(manager: EntityManager, nowMs: number): Promise<RecentRejections> {
    const today = await manager.query<{ count: number }[]>(
      'SELECT coalesce(sum(count), 0)::int AS count FROM rejection WHERE hour_ms >= $1',
      [startOf(nowMs, DAY_MS)],
    );
    const rows = await manager.query<(Omit<RejectionSummary, 'lastAt'> & { lastMs: number })[]>(RECENT, [
      nowMs - DAY_MS,
    ]);
    return {
      rejectedToday: today[0]?.count ?? 0,
      rejections: rows.map(({ lastMs, ...row }) => ({ ...row, lastAt: new Date(lastMs).toISOString() })),
    };
  }
}

const startOf = (ms: number, unitMs: number): number => Math.floor(ms / unitMs) * unitMs;
