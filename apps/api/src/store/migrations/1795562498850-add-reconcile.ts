import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddReconcile1795562498850 implements MigrationInterface {
  readonly name = 'AddReconcile1795562498850';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE "reconcile" ("source" text NOT NULL, "owner" uuid, "lease_until_ms" bigint, "started_ms" bigint, "answered_ms" bigint, "failures" integer NOT NULL DEFAULT '0', "error" text, CONSTRAINT "PK_76dbb39e6b29829e82e21c487bf" PRIMARY KEY ("source"))`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "reconcile"`);
  }
}
