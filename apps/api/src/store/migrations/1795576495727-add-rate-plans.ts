import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddRatePlans1795576495727 implements MigrationInterface {
  readonly name = 'AddRatePlans1795576495727';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE "rate_plan" ("id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL, "saved_ms" bigint NOT NULL, "saved_by" text, "rates" json NOT NULL, CONSTRAINT "PK_acdb1c7dcd4a8195e835309cd94" PRIMARY KEY ("id"))`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "rate_plan"`);
  }
}
