import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddRetention1795576233959 implements MigrationInterface {
  readonly name = 'AddRetention1795576233959';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE "retention" ("id" smallint NOT NULL, "owner" uuid, "lease_until_ms" bigint, "started_ms" bigint, "finished_ms" bigint, "events" integer NOT NULL DEFAULT '0', "sessions" integer NOT NULL DEFAULT '0', "error" text, "events_floor" bigint NOT NULL DEFAULT '0', "tombstone_floor" bigint NOT NULL DEFAULT '0', "last_webhook_ms" bigint, CONSTRAINT "retention_is_one_row" CHECK (id = 1), CONSTRAINT "PK_e2cce412dad49c41f374b528b20" PRIMARY KEY ("id"))`,
    );
    await queryRunner.query(
      `CREATE TABLE "tombstone" ("kind" text NOT NULL, "source" text NOT NULL, "id" text NOT NULL, "session_sid" text, "stream_offset" bigint NOT NULL, "deleted_ms" bigint NOT NULL, CONSTRAINT "PK_59668f2e23ace6685024aacdb73" PRIMARY KEY ("kind", "source", "id"))`,
    );
    await queryRunner.query(`CREATE INDEX "tombstone_by_session" ON "tombstone"  ("session_sid", "stream_offset") `);
    await queryRunner.query(`CREATE INDEX "tombstone_by_offset" ON "tombstone"  ("stream_offset") `);
    await queryRunner.query(`ALTER TABLE "stream_head" ADD "sessions_from_ms" bigint`);
    await queryRunner.query(`CREATE INDEX "ingress_by_session" ON "ingress"  ("source", "session_sid") `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "public"."ingress_by_session"`);
    await queryRunner.query(`ALTER TABLE "stream_head" DROP COLUMN "sessions_from_ms"`);
    await queryRunner.query(`DROP INDEX "public"."tombstone_by_offset"`);
    await queryRunner.query(`DROP INDEX "public"."tombstone_by_session"`);
    await queryRunner.query(`DROP TABLE "tombstone"`);
    await queryRunner.query(`DROP TABLE "retention"`);
  }
}
