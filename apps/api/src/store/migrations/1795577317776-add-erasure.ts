import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddErasure1795577317776 implements MigrationInterface {
  readonly name = 'AddErasure1795577317776';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE "erasure" ("pseudonym" text NOT NULL, "identity" text, "started_ms" bigint NOT NULL, "finished_ms" bigint, "participants" integer NOT NULL DEFAULT '0', "tracks" integer NOT NULL DEFAULT '0', "events" integer NOT NULL DEFAULT '0', CONSTRAINT "PK_0c7537dae77e90a013fcf979fef" PRIMARY KEY ("pseudonym"))`,
    );
    await queryRunner.query(
      `CREATE UNIQUE INDEX "erasure_under_way" ON "erasure"  ("identity") WHERE identity IS NOT NULL`,
    );
    await queryRunner.query(
      `CREATE INDEX "event_beside_people" ON "event"  ("stream_offset") WHERE participant_sid IS NULL AND event NOT LIKE 'room%'`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "public"."event_beside_people"`);
    await queryRunner.query(`DROP INDEX "public"."erasure_under_way"`);
    await queryRunner.query(`DROP TABLE "erasure"`);
  }
}
