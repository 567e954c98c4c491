/** The stored egresses and ingresses of one server, for the comparison with LiveKit's lists. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { named, rows } from '../sql/sql';

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
    return rows(
      this.dataSource,
      named(
        `SELECT ${COLUMNS} FROM egress t ${WITH_LAST_EVENT}
         WHERE t.source = :source AND (t.ended_ms IS NULL OR t.id = ANY(:listed))`,
        { source, listed },
      ),
    );
  }

  /** The uses of ingresses that are open, and those of `listed`, by their keys (`ingressKey`). */
  ingresses(source: string, listed: readonly string[]): Promise<HeldIngress[]> {
    return rows(
      this.dataSource,
      named(
        `SELECT ${COLUMNS}, t.resource_id AS "resourceId" FROM ingress t ${WITH_LAST_EVENT}
         WHERE t.source = :source AND (t.ended_ms IS NULL OR t.key = ANY(:listed))`,
        { source, listed },
      ),
    );
  }
}
