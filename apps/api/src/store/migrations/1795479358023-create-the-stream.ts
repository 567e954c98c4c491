import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTheStream1795479358023 implements MigrationInterface {
  readonly name = 'CreateTheStream1795479358023';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE "egress" ("source" text NOT NULL, "id" text NOT NULL, "session_sid" text, "room_name" text, "kind" text, "status" text NOT NULL, "started_ms" bigint, "ended_ms" bigint, "error" text, "results" json NOT NULL, "stream_offset" bigint NOT NULL, "evidence" json NOT NULL, CONSTRAINT "PK_d2202149b1fb504a688bc5af051" PRIMARY KEY ("source", "id"))`,
    );
    await queryRunner.query(`CREATE INDEX "egress_by_session" ON "egress"  ("source", "session_sid") `);
    await queryRunner.query(`CREATE INDEX "egress_by_offset" ON "egress"  ("stream_offset") `);
    await queryRunner.query(
      `CREATE TABLE "event" ("stream_offset" bigint NOT NULL, "source" text NOT NULL, "id" text NOT NULL, "event" text NOT NULL, "created_ms" bigint, "received_ms" bigint NOT NULL, "api_key" text, "session_sid" text, "room_name" text, "participant_sid" text, "identity" text, "track_sid" text, "synthetic" boolean NOT NULL, "payload" json NOT NULL, CONSTRAINT "PK_fbab9f65275f27670b117880246" PRIMARY KEY ("stream_offset"))`,
    );
    await queryRunner.query(`CREATE INDEX "event_by_identity" ON "event"  ("identity", "stream_offset") `);
    await queryRunner.query(`CREATE INDEX "event_by_session" ON "event"  ("session_sid", "stream_offset") `);
    await queryRunner.query(`CREATE UNIQUE INDEX "event_id_unique" ON "event"  ("source", "id") `);
    await queryRunner.query(
      `CREATE TABLE "ingress" ("source" text NOT NULL, "key" text NOT NULL, "id" text NOT NULL, "resource_id" text, "session_sid" text, "room_name" text, "input_type" text, "status" text, "started_ms" bigint, "ended_ms" bigint, "error" text, "stream_offset" bigint NOT NULL, "evidence" json NOT NULL, CONSTRAINT "PK_06dd6a57c47f5eb3031c7ba80c1" PRIMARY KEY ("source", "key"))`,
    );
    await queryRunner.query(`CREATE INDEX "ingress_by_offset" ON "ingress"  ("stream_offset") `);
    await queryRunner.query(
      `CREATE TABLE "participant" ("source" text NOT NULL, "sid" text NOT NULL, "session_sid" text NOT NULL, "identity" text, "name" text, "kind" text, "state" text NOT NULL, "joined_ms" bigint, "left_ms" bigint, "left_estimated" boolean NOT NULL, "disconnect_reason" text, "metadata" text, "attributes" json NOT NULL, "tracks" integer NOT NULL, "agent_name" text, "job_id" text, "open" boolean NOT NULL, "stream_offset" bigint NOT NULL, "flipped_offset" bigint NOT NULL, "evidence" json NOT NULL, CONSTRAINT "PK_7e5f1adb8e9016fca1474685e49" PRIMARY KEY ("source", "sid"))`,
    );
    await queryRunner.query(`CREATE INDEX "participant_agents" ON "participant"  ("joined_ms") WHERE kind = 'AGENT'`);
    await queryRunner.query(`CREATE INDEX "participant_active" ON "participant"  ("joined_ms") WHERE state = 'active'`);
    await queryRunner.query(`CREATE INDEX "participant_by_leave" ON "participant"  ("left_ms") `);
    await queryRunner.query(`CREATE INDEX "participant_by_identity" ON "participant"  ("identity") `);
    await queryRunner.query(
      `CREATE INDEX "participant_by_session" ON "participant"  ("source", "session_sid", "identity") `,
    );
    await queryRunner.query(`CREATE INDEX "participant_by_offset" ON "participant"  ("stream_offset") `);
    await queryRunner.query(
      `CREATE TABLE "quarantined_event" ("number" bigint GENERATED ALWAYS AS IDENTITY NOT NULL, "source" text NOT NULL, "event_id" text NOT NULL, "received_ms" bigint NOT NULL, "reason" text NOT NULL, "payload" json NOT NULL, CONSTRAINT "PK_078c39e9bef7a729d060cbc3674" PRIMARY KEY ("number"))`,
    );
    await queryRunner.query(
      `CREATE TABLE "session" ("source" text NOT NULL, "sid" text NOT NULL, "name" text, "state" text NOT NULL, "started_ms" bigint, "ended_ms" bigint, "end_reason" text, "first_joined_ms" bigint, "last_left_ms" bigint, "people" integer NOT NULL, "agents" integer NOT NULL, "participants" integer NOT NULL, "tracks" integer NOT NULL, "joins" integer NOT NULL, "identities" integer NOT NULL, "aborted" integer NOT NULL, "recording" boolean NOT NULL, "metadata" text, "last_event_ms" bigint, "order_ms" bigint NOT NULL, "stream_offset" bigint NOT NULL, "flipped_offset" bigint NOT NULL, "evidence" json NOT NULL, CONSTRAINT "PK_a482aec2300c9a01675b2fc71b8" PRIMARY KEY ("source", "sid"))`,
    );
    await queryRunner.query(`CREATE INDEX "session_active" ON "session"  ("order_ms", "sid") WHERE state = 'active'`);
    await queryRunner.query(`CREATE INDEX "session_by_start" ON "session"  ("order_ms", "sid") `);
    await queryRunner.query(`CREATE INDEX "session_chain" ON "session"  ("source", "name", "order_ms", "sid") `);
    await queryRunner.query(`CREATE INDEX "session_by_offset" ON "session"  ("stream_offset") `);
    await queryRunner.query(
      `CREATE TABLE "stream_head" ("id" smallint NOT NULL, "epoch" uuid NOT NULL, "database_identity" text NOT NULL, "stream_offset" bigint NOT NULL, CONSTRAINT "stream_head_is_one_row" CHECK (id = 1), CONSTRAINT "PK_fd8f2ec976210d735d78ef5b31f" PRIMARY KEY ("id"))`,
    );
    await queryRunner.query(
      `CREATE TABLE "track" ("source" text NOT NULL, "sid" text NOT NULL, "session_sid" text NOT NULL, "participant_sid" text NOT NULL, "name" text, "type" text, "track_source" text, "mime_type" text, "width" integer, "height" integer, "published_ms" bigint, "unpublished_ms" bigint, "end_estimated" boolean NOT NULL, "open" boolean NOT NULL, "stream_offset" bigint NOT NULL, "evidence" json NOT NULL, CONSTRAINT "PK_bdc65f7782cfb9bea14dc2e7000" PRIMARY KEY ("source", "sid"))`,
    );
    await queryRunner.query(
      `CREATE INDEX "track_by_session" ON "track"  ("source", "session_sid", "participant_sid") `,
    );
    await queryRunner.query(`CREATE INDEX "track_by_offset" ON "track"  ("stream_offset") `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "public"."track_by_offset"`);
    await queryRunner.query(`DROP INDEX "public"."track_by_session"`);
    await queryRunner.query(`DROP TABLE "track"`);
    await queryRunner.query(`DROP TABLE "stream_head"`);
    await queryRunner.query(`DROP INDEX "public"."session_by_offset"`);
    await queryRunner.query(`DROP INDEX "public"."session_chain"`);
    await queryRunner.query(`DROP INDEX "public"."session_by_start"`);
    await queryRunner.query(`DROP INDEX "public"."session_active"`);
    await queryRunner.query(`DROP TABLE "session"`);
    await queryRunner.query(`DROP TABLE "quarantined_event"`);
    await queryRunner.query(`DROP INDEX "public"."participant_by_offset"`);
    await queryRunner.query(`DROP INDEX "public"."participant_by_session"`);
    await queryRunner.query(`DROP INDEX "public"."participant_by_identity"`);
    await queryRunner.query(`DROP INDEX "public"."participant_by_leave"`);
    await queryRunner.query(`DROP INDEX "public"."participant_active"`);
    await queryRunner.query(`DROP INDEX "public"."participant_agents"`);
    await queryRunner.query(`DROP TABLE "participant"`);
    await queryRunner.query(`DROP INDEX "public"."ingress_by_offset"`);
    await queryRunner.query(`DROP TABLE "ingress"`);
    await queryRunner.query(`DROP INDEX "public"."event_id_unique"`);
    await queryRunner.query(`DROP INDEX "public"."event_by_session"`);
    await queryRunner.query(`DROP INDEX "public"."event_by_identity"`);
    await queryRunner.query(`DROP TABLE "event"`);
    await queryRunner.query(`DROP INDEX "public"."egress_by_offset"`);
    await queryRunner.query(`DROP INDEX "public"."egress_by_session"`);
    await queryRunner.query(`DROP TABLE "egress"`);
  }
}
