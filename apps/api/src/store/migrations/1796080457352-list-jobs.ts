import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of expressions, which TypeORM cannot declare; as `job.repository.ts` writes them. */
const STARTED = `coalesce(started_ms, ended_ms, ${Number.MAX_SAFE_INTEGER})`;
const OF_EXPRESSIONS = [
  `"egress_by_start" ON "egress" (${STARTED}, id, source)`,
  `"ingress_by_start" ON "ingress" (${STARTED}, key, source)`,
];

export class ListJobs1796080457352 implements MigrationInterface {
  readonly name = 'ListJobs1796080457352';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const index of OF_EXPRESSIONS) await queryRunner.query(`CREATE INDEX ${index}`);
    await queryRunner.query(`CREATE INDEX "egress_active" ON "egress"  ("stream_offset") WHERE ended_ms IS NULL`);
    await queryRunner.query(`CREATE INDEX "ingress_active" ON "ingress"  ("stream_offset") WHERE ended_ms IS NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const index of OF_EXPRESSIONS) await queryRunner.query(`DROP INDEX "public".${index.split(' ')[0]}`);
    await queryRunner.query(`DROP INDEX "public"."ingress_active"`);
    await queryRunner.query(`DROP INDEX "public"."egress_active"`);
  }
}
