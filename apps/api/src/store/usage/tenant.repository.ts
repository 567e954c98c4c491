import { setTimeout as pause } from 'node:timers/promises';
import { participantTenant } from '@livekit-dashboard/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Config } from '../../config/config';
import { clientOf } from '../sql/client';
import { lockHead } from '../database/lock-head';
import { named, rows, run } from '../sql/sql';

const BATCH = 500;
/** The pause between two batches, in ms, in which webhooks have the database. */
const REST_MS = 5;

interface Row {
  readonly source: string;
  readonly sid: string;
  readonly metadata: string | null;
  readonly attributes: Record<string, string>;
  readonly tenant: string | null;
}

/**
 * Tenants of participants are columns, read with `TENANT_KEY` as each row is written. After a change of the key, or an
 * upgrade, they are computed again from the stored rows. Rows that are written meanwhile use the new key. It runs once
 * to the end, and starts again after a restart.
 */
@Injectable()
export class TenantRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly config: Config,
  ) {}

  /** Whether the rows were read with another key. */
  async isDue(): Promise<boolean> {
    const [head] = await this.dataSource.query<{ key: string | null }[]>(
      'SELECT tenant_key AS key FROM stream_head WHERE id = 1',
    );
    return head !== undefined && head.key !== this.config.tenantKey;
  }

  /** Resolves to the number of changed rows. */
  async readAgain(signal: AbortSignal): Promise<number> {
    let changed = 0;
    for (let after = { source: '', sid: '' }; ;) {
      signal.throwIfAborted();
      const page = await rows<Row>(
        this.dataSource,
        named(
          `SELECT source, sid, metadata, attributes, tenant FROM participant
           WHERE (source, sid) > (:source, :sid) ORDER BY source, sid LIMIT ${BATCH}`,
          after,
        ),
      );
      const wrong = page.filter((row) => this.tenantOf(row) !== row.tenant);
      if (wrong.length > 0) changed += await this.correct(wrong);
      const last = page.at(-1);
      if (!last || page.length < BATCH) break;
      after = { source: last.source, sid: last.sid };
      await pause(REST_MS, undefined, { signal });
    }
    await this.dataSource.query('UPDATE stream_head SET tenant_key = $1 WHERE id = 1', [this.config.tenantKey]);
    return changed;
  }

  private tenantOf(row: Row): string | null {
    return participantTenant(row, this.config.tenantKey);
  }

  /** Reads them again under the head's lock, since an event may have changed one meanwhile. */
  private correct(keys: readonly Row[]): Promise<number> {
    return this.dataSource.transaction(async (manager: EntityManager) => {
      await lockHead(await clientOf(manager));
      const now = await rows<Row>(
        manager,
        named(
          `SELECT p.source, p.sid, p.metadata, p.attributes, p.tenant
           FROM unnest(:sources::text[], :sids::text[]) AS k (source, sid) JOIN participant p USING (source, sid)`,
          keyColumns(keys),
        ),
      );
      await run(
        manager,
        named(
          `UPDATE participant p SET tenant = k.tenant
           FROM unnest(:sources::text[], :sids::text[], :tenants::text[]) AS k (source, sid, tenant)
           WHERE p.source = k.source AND p.sid = k.sid`,
          { ...keyColumns(now), tenants: now.map((row) => this.tenantOf(row)) },
        ),
      );
      return now.length;
    });
  }
}

const keyColumns = (rows: readonly Row[]) => ({
  sources: rows.map(({ source }) => source),
  sids: rows.map(({ sid }) => sid),
});
