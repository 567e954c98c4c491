import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sums of a year are read by key from the index of `usage_month_part` alone, which is why that includes them. */
export class SumMonthsUp1795616749611 implements MigrationInterface {
  readonly name = 'SumMonthsUp1795616749611';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE "usage_month" ("month_ms" bigint NOT NULL, "to_ms" bigint NOT NULL, "rolled" bigint, CONSTRAINT "PK_0a74785eb04d815ec0982ca55d4" PRIMARY KEY ("month_ms"))`,
    );
    await queryRunner.query(
      `CREATE TABLE "usage_month_part" ("by" text NOT NULL, "key" text NOT NULL, "month_ms" bigint NOT NULL, "ms" bigint NOT NULL, CONSTRAINT "PK_464dabdbce5f20082cabd6b7b6b" PRIMARY KEY ("by", "key", "month_ms") INCLUDE ("ms"))`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "usage_month_part"`);
    await queryRunner.query(`DROP TABLE "usage_month"`);
  }
}
