import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CountRejections1795563657677 implements MigrationInterface {
  readonly name = 'CountRejections1795563657677';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE "rejection" ("hour_ms" bigint NOT NULL, "reason" text NOT NULL, "api_key" text NOT NULL, "count" integer NOT NULL, "last_ms" bigint NOT NULL, "clock_offset_seconds" integer, CONSTRAINT "PK_70b770349f029808bee6013021f" PRIMARY KEY ("hour_ms", "reason", "api_key"))`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "rejection"`);
  }
}
