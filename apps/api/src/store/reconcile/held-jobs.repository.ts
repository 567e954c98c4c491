/** The stored egresses and ingresses of one server, for the comparison with LiveKit's lists. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

interface HeldJob {
  readonly id: string;
  readonly sessionSid: string | null;
  readonly roomName: string | null;
  /** Whether it has no end, not even an estimated one. */
  readonly open: boolean;
  readonly endEstimated: boolean;
  /** Offset of the last event that touched it. */
  readonly streamOffset: number;
  /** When that event was received, in ms, if it was a webhook. Null: it was not, or it is no longer retained. */
  readonly webhookMs: number | null;
}

export interface HeldEgress extends HeldJob {
  readonly status: string;
}

/** One use of an ingress. */
export interface HeldIngress extends HeldJob {
  readonly resourceId: string | null;
  readonly status: string | null;
}

const COLUMNS = `t.id, t.session_sid AS "sessionSid", t.room_name AS "roomName", t.status, t.ended_ms IS NULL AS open,
  t.end_estimated AS "endEstimated", t.stream_offset AS "streamOffset",
  CASE WHEN NOT e.synthetic THEN e.received_ms END AS "webhookMs"`;
const WITH_LAST_EVENT = 'LEFT JOIN event e ON e.stream_offset = t.stream_offset';

@Injectable()
export class HeldJobsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The egresses of a server that are open, and those of `listed`, by their ids. */
  egresses(source: string, listed: readonly string[]): Promise<HeldEgress[]> {
    return this.dataSource.query(
      `SELECT ${COLUMNS} FROM egress t ${WITH_LAST_EVENT} WHERE t.source = $1 AND (t.ended_ms IS NULL OR t.id = ANY($2))`,
      [source, listed],
    );
  }

  /** The uses of ingresses that are open, and those of `listed`, by their keys (`ingressKey`). */
  ingresses(source: string, listed: readonly string[]): Promise<HeldIngress[]> {
    return this.dataSource.query(
      `SELECT ${COLUMNS}, t.resource_id AS "resourceId" FROM ingress t ${WITH_LAST_EVENT}
       WHERE t.source = $1 AND (t.ended_ms IS NULL OR t.key = ANY($2))`,
      [source, listed],
    );
  }
}
