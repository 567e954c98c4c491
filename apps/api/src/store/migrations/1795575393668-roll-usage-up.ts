import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RollUsageUp1795575393668 implements MigrationInterface {
  readonly name = 'RollUsageUp1795575393668';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE "usage_day" ("day_ms" bigint NOT NULL, "marks" bigint NOT NULL, "rolled" bigint, CONSTRAINT "PK_45c153632c6b30f3205891dfd70" PRIMARY KEY ("day_ms"))`,
    );
    await queryRunner.query(
      `CREATE TABLE "usage_kind" ("quarter_ms" bigint NOT NULL, "kind" text NOT NULL, "key" text NOT NULL, "count" integer NOT NULL, CONSTRAINT "PK_681966f5e39a69e6832ebce9b82" PRIMARY KEY ("quarter_ms", "kind", "key"))`,
    );
    await queryRunner.query(
      `CREATE TABLE "usage_part" ("joins" bigint NOT NULL, "aborted" bigint NOT NULL, "person_ms" bigint NOT NULL, "agent_ms" bigint NOT NULL, "sip_ms" bigint NOT NULL, "estimated_ms" bigint NOT NULL, "seconds_participant" bigint NOT NULL, "seconds_agent" bigint NOT NULL, "seconds_sip" bigint NOT NULL, "seconds_transcode_video" bigint NOT NULL, "seconds_transcode_audio" bigint NOT NULL, "seconds_track_egress" bigint NOT NULL, "estimated_participant" bigint NOT NULL, "estimated_agent" bigint NOT NULL, "estimated_sip" bigint NOT NULL, "estimated_transcode_video" bigint NOT NULL, "estimated_transcode_audio" bigint NOT NULL, "estimated_track_egress" bigint NOT NULL, "sessions" bigint NOT NULL, "by" text NOT NULL, "day_ms" bigint NOT NULL, "key" text NOT NULL, CONSTRAINT "PK_1c49e3931b7473526464bc6337b" PRIMARY KEY ("by", "day_ms", "key"))`,
    );
    await queryRunner.query(
      `CREATE TABLE "usage_quarter" ("joins" bigint NOT NULL, "aborted" bigint NOT NULL, "person_ms" bigint NOT NULL, "agent_ms" bigint NOT NULL, "sip_ms" bigint NOT NULL, "estimated_ms" bigint NOT NULL, "seconds_participant" bigint NOT NULL, "seconds_agent" bigint NOT NULL, "seconds_sip" bigint NOT NULL, "seconds_transcode_video" bigint NOT NULL, "seconds_transcode_audio" bigint NOT NULL, "seconds_track_egress" bigint NOT NULL, "estimated_participant" bigint NOT NULL, "estimated_agent" bigint NOT NULL, "estimated_sip" bigint NOT NULL, "estimated_transcode_video" bigint NOT NULL, "estimated_transcode_audio" bigint NOT NULL, "estimated_track_egress" bigint NOT NULL, "sessions" bigint NOT NULL, "quarter_ms" bigint NOT NULL, "peak_people" integer NOT NULL, "peak_agents" integer NOT NULL, "peak_sessions" integer NOT NULL, CONSTRAINT "PK_da030e7f942dfb30c858811a82b" PRIMARY KEY ("quarter_ms"))`,
    );
    await queryRunner.query(`ALTER TABLE "egress" ADD "dimension" text`);
    await queryRunner.query(`ALTER TABLE "egress" ADD "open_until_ms" bigint`);
    await queryRunner.query(`ALTER TABLE "ingress" ADD "dimension" text`);
    await queryRunner.query(`ALTER TABLE "ingress" ADD "open_until_ms" bigint`);
    // What is stored already does not say whether it is audio only, or is not transcoded.
    await queryRunner.query(
      `UPDATE egress SET dimension = CASE WHEN kind = 'track' THEN 'track_egress' WHEN kind IS NOT NULL THEN 'transcode_video' END`,
    );
    await queryRunner.query(`UPDATE ingress SET dimension = 'transcode_video' WHERE started_ms IS NOT NULL`);
    await queryRunner.query(
      `CREATE INDEX "participant_long" ON "participant"  ("left_ms") WHERE left_ms - joined_ms > 86400000`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "public"."participant_long"`);
    await queryRunner.query(`ALTER TABLE "ingress" DROP COLUMN "open_until_ms"`);
    await queryRunner.query(`ALTER TABLE "ingress" DROP COLUMN "dimension"`);
    await queryRunner.query(`ALTER TABLE "egress" DROP COLUMN "open_until_ms"`);
    await queryRunner.query(`ALTER TABLE "egress" DROP COLUMN "dimension"`);
    await queryRunner.query(`DROP TABLE "usage_quarter"`);
    await queryRunner.query(`DROP TABLE "usage_part"`);
    await queryRunner.query(`DROP TABLE "usage_kind"`);
    await queryRunner.query(`DROP TABLE "usage_day"`);
  }
}
