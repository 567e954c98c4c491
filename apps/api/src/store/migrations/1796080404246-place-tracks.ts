import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The key of a track takes one index over the table: some seconds a million rows. */
export class PlaceTracks1796080404246 implements MigrationInterface {
  readonly name = 'PlaceTracks1796080404246';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "track" DROP CONSTRAINT "PK_bdc65f7782cfb9bea14dc2e7000"`);
    await queryRunner.query(
      `ALTER TABLE "track" ADD CONSTRAINT "PK_06068a5448861441b935250d98b" PRIMARY KEY ("source", "sid", "participant_sid")`,
    );
    await queryRunner.query(`ALTER TABLE "track" ALTER COLUMN "session_sid" DROP NOT NULL`);
    await queryRunner.query(`ALTER TABLE "participant" ALTER COLUMN "session_sid" DROP NOT NULL`);
    await queryRunner.query(
      `CREATE INDEX "participant_unplaced" ON "participant"  ("stream_offset") WHERE session_sid IS NULL`,
    );
    await queryRunner.query(
      `CREATE INDEX "event_unplaced" ON "event"  ("source", "participant_sid") WHERE session_sid IS NULL AND participant_sid IS NOT NULL`,
    );
  }

  /** What the release before cannot hold goes: connections without a session, and all but one row of a track sid. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "public"."event_unplaced"`);
    await queryRunner.query(`DROP INDEX "public"."participant_unplaced"`);
    await queryRunner.query(`DELETE FROM "participant" WHERE session_sid IS NULL`);
    await queryRunner.query(`DELETE FROM "track" WHERE session_sid IS NULL`);
    await queryRunner.query(
      `DELETE FROM "track" t USING "track" o WHERE o.source = t.source AND o.sid = t.sid AND o.participant_sid > t.participant_sid`,
    );
    await queryRunner.query(`ALTER TABLE "participant" ALTER COLUMN "session_sid" SET NOT NULL`);
    await queryRunner.query(`ALTER TABLE "track" ALTER COLUMN "session_sid" SET NOT NULL`);
    await queryRunner.query(`ALTER TABLE "track" DROP CONSTRAINT "PK_06068a5448861441b935250d98b"`);
    await queryRunner.query(
      `ALTER TABLE "track" ADD CONSTRAINT "PK_bdc65f7782cfb9bea14dc2e7000" PRIMARY KEY ("source", "sid")`,
    );
  }
}
