import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ListRejections1796079174476 implements MigrationInterface {
  readonly name = 'ListRejections1796079174476';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE "rejected_delivery" ("number" bigint GENERATED ALWAYS AS IDENTITY NOT NULL, "at_ms" bigint NOT NULL, "reason" text NOT NULL, "api_key" text, "source" text, "bytes" bigint, "remote_address" text, CONSTRAINT "PK_a614d7b33003c83206cc3d614a3" PRIMARY KEY ("number"))`,
    );
    await queryRunner.query(`CREATE INDEX "rejected_delivery_by_time" ON "rejected_delivery"  ("at_ms", "number") `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "public"."rejected_delivery_by_time"`);
    await queryRunner.query(`DROP TABLE "rejected_delivery"`);
  }
}
