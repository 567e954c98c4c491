import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddDetails1796077986266 implements MigrationInterface {
  readonly name = 'AddDetails1796077986266';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "egress" ADD "error_code" integer`);
    await queryRunner.query(`ALTER TABLE "egress" ADD "details" text`);
    await queryRunner.query(`ALTER TABLE "egress" ADD "backup_storage_used" boolean`);
    await queryRunner.query(`ALTER TABLE "egress" ADD "manifest_location" text`);
    await queryRunner.query(`ALTER TABLE "participant" ADD "kind_details" text array`);
    await queryRunner.query(`ALTER TABLE "participant" ADD "hidden" boolean NOT NULL DEFAULT false`);
    await queryRunner.query(`ALTER TABLE "session" ADD "failed_recordings" integer NOT NULL DEFAULT '0'`);
    // What the fold would have counted, so that it goes on from there.
    await queryRunner.query(`UPDATE session s SET failed_recordings = failed.count,
        evidence = jsonb_set(s.evidence::jsonb, '{sums,failedEgresses}', to_jsonb(failed.count))::json
      FROM (SELECT source, session_sid, count(*)::int AS count FROM egress
        WHERE status IN ('EGRESS_FAILED', 'EGRESS_ABORTED') AND session_sid IS NOT NULL GROUP BY source, session_sid) failed
      WHERE failed.source = s.source AND failed.session_sid = s.sid`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "session" DROP COLUMN "failed_recordings"`);
    await queryRunner.query(`ALTER TABLE "participant" DROP COLUMN "hidden"`);
    await queryRunner.query(`ALTER TABLE "participant" DROP COLUMN "kind_details"`);
    await queryRunner.query(`ALTER TABLE "egress" DROP COLUMN "manifest_location"`);
    await queryRunner.query(`ALTER TABLE "egress" DROP COLUMN "backup_storage_used"`);
    await queryRunner.query(`ALTER TABLE "egress" DROP COLUMN "details"`);
    await queryRunner.query(`ALTER TABLE "egress" DROP COLUMN "error_code"`);
  }
}
