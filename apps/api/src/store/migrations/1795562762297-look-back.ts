import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LookBack1795562762297 implements MigrationInterface {
  readonly name = 'LookBack1795562762297';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE INDEX "egress_by_end" ON "egress"  ("ended_ms") `);
    await queryRunner.query(`CREATE INDEX "event_tests" ON "event"  ("stream_offset") WHERE event = 'dashboard_test'`);
    await queryRunner.query(`CREATE INDEX "session_by_end" ON "session"  ("ended_ms") WHERE ended_ms IS NOT NULL`);
    await queryRunner.query(`CREATE INDEX "track_by_end" ON "track"  ("unpublished_ms") `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "public"."track_by_end"`);
    await queryRunner.query(`DROP INDEX "public"."session_by_end"`);
    await queryRunner.query(`DROP INDEX "public"."event_tests"`);
    await queryRunner.query(`DROP INDEX "public"."egress_by_end"`);
  }
}
