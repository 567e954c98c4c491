import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RetryQuarantine1796079763940 implements MigrationInterface {
  readonly name = 'RetryQuarantine1796079763940';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "quarantined_event" ADD "api_key" text`);
    await queryRunner.query(`ALTER TABLE "quarantined_event" ADD "synthetic" boolean NOT NULL DEFAULT false`);
    await queryRunner.query(`CREATE INDEX "quarantined_event_by_id" ON "quarantined_event" USING hash ("event_id") `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "public"."quarantined_event_by_id"`);
    await queryRunner.query(`ALTER TABLE "quarantined_event" DROP COLUMN "synthetic"`);
    await queryRunner.query(`ALTER TABLE "quarantined_event" DROP COLUMN "api_key"`);
  }
}
