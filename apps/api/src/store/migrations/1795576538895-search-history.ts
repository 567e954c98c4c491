import { metadataFields } from '@livekit-dashboard/domain';
import type { MigrationInterface, QueryRunner } from 'typeorm';

interface Stored {
  readonly sid: string;
  readonly source: string;
  readonly metadata: string | null;
}

/** What ended, by expressions that TypeORM cannot say; as `session-sorts.ts` writes them. */
const OF_EXPRESSIONS = [
  `"session_ended_by_last_event" ON "session" (coalesce(last_event_ms, 0), order_ms, sid)`,
  `"session_ended_by_name" ON "session" (coalesce(name, '') COLLATE "C", order_ms, sid)`,
];
const STEP = 500;

export class SearchHistory1795576538895 implements MigrationInterface {
  readonly name = 'SearchHistory1795576538895';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "session" DROP CONSTRAINT "PK_a482aec2300c9a01675b2fc71b8"`);
    await queryRunner.query(
      `ALTER TABLE "session" ADD CONSTRAINT "PK_a482aec2300c9a01675b2fc71b8" PRIMARY KEY ("sid", "source")`,
    );
    await queryRunner.query(`ALTER TABLE "session" ADD "metadata_fields" text array`);
    await queryRunner.query(`ALTER TABLE "session" ADD "until_ms" bigint NOT NULL DEFAULT 0`);
    await queryRunner.query(`ALTER TABLE "session" ADD "lasted_ms" bigint NOT NULL DEFAULT 0`);
    await fillIn(queryRunner);
    await queryRunner.query(`ALTER TABLE "session" ALTER "until_ms" DROP DEFAULT, ALTER "lasted_ms" DROP DEFAULT`);
    await queryRunner.query(
      `CREATE INDEX "participant_by_agent" ON "participant"  ("agent_name", "source", "session_sid") WHERE agent_name IS NOT NULL`,
    );
    await queryRunner.query(
      `CREATE INDEX "participant_agents_by_session" ON "participant"  ("source", "session_sid") WHERE kind = 'AGENT'`,
    );
    await queryRunner.query(
      `CREATE INDEX "session_by_metadata" ON "session" USING gin ("metadata_fields") WHERE state = 'ended'`,
    );
    await queryRunner.query(
      `CREATE INDEX "session_long" ON "session"  ("ended_ms") WHERE state = 'ended' AND lasted_ms > 86400000`,
    );
    await queryRunner.query(
      `CREATE INDEX "session_ended_by_duration" ON "session"  ("lasted_ms", "order_ms", "sid") WHERE state = 'ended'`,
    );
    await queryRunner.query(
      `CREATE INDEX "session_ended_by_end" ON "session"  ("until_ms", "order_ms", "sid") WHERE state = 'ended'`,
    );
    await queryRunner.query(
      `CREATE INDEX "session_aborted" ON "session"  ("order_ms", "sid") WHERE state = 'ended' AND aborted > 0`,
    );
    await queryRunner.query(
      `CREATE INDEX "session_ended_by_reason" ON "session"  ("end_reason", "order_ms", "sid") WHERE state = 'ended'`,
    );
    await queryRunner.query(
      `CREATE INDEX "session_ended_by_people" ON "session"  ("people", "order_ms", "sid") WHERE state = 'ended'`,
    );
    await queryRunner.query(
      `CREATE INDEX "session_ended_by_identities" ON "session"  ("identities", "order_ms", "sid") WHERE state = 'ended'`,
    );
    await queryRunner.query(
      `CREATE INDEX "session_ended_by_joins" ON "session"  ("joins", "order_ms", "sid") WHERE state = 'ended'`,
    );
    for (const index of OF_EXPRESSIONS) await queryRunner.query(`CREATE INDEX ${index} WHERE state = 'ended'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const index of OF_EXPRESSIONS) await queryRunner.query(`DROP INDEX "public".${index.split(' ')[0]}`);
    await queryRunner.query(`DROP INDEX "public"."session_ended_by_joins"`);
    await queryRunner.query(`DROP INDEX "public"."session_ended_by_identities"`);
    await queryRunner.query(`DROP INDEX "public"."session_ended_by_people"`);
    await queryRunner.query(`DROP INDEX "public"."session_ended_by_reason"`);
    await queryRunner.query(`DROP INDEX "public"."session_aborted"`);
    await queryRunner.query(`DROP INDEX "public"."session_ended_by_end"`);
    await queryRunner.query(`DROP INDEX "public"."session_ended_by_duration"`);
    await queryRunner.query(`DROP INDEX "public"."session_long"`);
    await queryRunner.query(`DROP INDEX "public"."session_by_metadata"`);
    await queryRunner.query(`DROP INDEX "public"."participant_agents_by_session"`);
    await queryRunner.query(`DROP INDEX "public"."participant_by_agent"`);
    await queryRunner.query(`ALTER TABLE "session" DROP COLUMN "lasted_ms"`);
    await queryRunner.query(`ALTER TABLE "session" DROP COLUMN "until_ms"`);
    await queryRunner.query(`ALTER TABLE "session" DROP COLUMN "metadata_fields"`);
    await queryRunner.query(`ALTER TABLE "session" DROP CONSTRAINT "PK_a482aec2300c9a01675b2fc71b8"`);
    await queryRunner.query(
      `ALTER TABLE "session" ADD CONSTRAINT "PK_a482aec2300c9a01675b2fc71b8" PRIMARY KEY ("source", "sid")`,
    );
  }
}

/** What the new columns say of the sessions that are there, step by step: a query has a time limit. */
async function fillIn(queryRunner: QueryRunner): Promise<void> {
  let last: Pick<Stored, 'sid' | 'source'> = { sid: '', source: '' };
  for (;;) {
    const rows = (await queryRunner.query(
      `SELECT sid, source, metadata FROM session WHERE (sid, source) > ($1, $2) ORDER BY sid, source LIMIT ${STEP}`,
      [last.sid, last.source],
    )) as Stored[];
    const readRows = rows.map(({ sid, source, metadata }) => ({ sid, source, fields: metadataFields(metadata) }));
    await queryRunner.query(
      `UPDATE session s SET metadata_fields = read_row.fields, until_ms = coalesce(ended_ms, ${Number.MAX_SAFE_INTEGER}),
         lasted_ms = coalesce(ended_ms, ${Number.MAX_SAFE_INTEGER}) - order_ms
       FROM json_to_recordset($1::json) AS read_row (sid text, source text, fields text[])
       WHERE s.sid = read_row.sid AND s.source = read_row.source`,
      [JSON.stringify(readRows)],
    );
    const end = rows.at(-1);
    if (!end || rows.length < STEP) return;
    last = end;
  }
}
