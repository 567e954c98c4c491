import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of expressions, which TypeORM cannot declare; as `event-filters.ts` writes them. An index takes no text of any length, so it is cut. */
const OF_EXPRESSIONS = [
  `"event_by_name" ON "event" (left(event, 64), received_ms, stream_offset)`,
  `"event_by_room" ON "event" (left(room_name, 128), received_ms, stream_offset) WHERE room_name IS NOT NULL`,
];

/** The log by time, by what an event is and where it happened: it is filtered over all time. */
export class FindEvents1796077462739 implements MigrationInterface {
  readonly name = 'FindEvents1796077462739';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const index of OF_EXPRESSIONS) await queryRunner.query(`CREATE INDEX ${index}`);
    await queryRunner.query(`CREATE INDEX "event_by_source" ON "event"  ("source", "received_ms", "stream_offset") `);
    await queryRunner.query(`CREATE INDEX "event_by_time" ON "event"  ("received_ms", "stream_offset") `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const index of OF_EXPRESSIONS) await queryRunner.query(`DROP INDEX "public".${index.split(' ')[0]}`);
    await queryRunner.query(`DROP INDEX "public"."event_by_time"`);
    await queryRunner.query(`DROP INDEX "public"."event_by_source"`);
  }
}
