import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AgentsByLeave1795565323092 implements MigrationInterface {
  readonly name = 'AgentsByLeave1795565323092';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE INDEX "participant_agents_by_leave" ON "participant"  ("left_ms") WHERE kind = 'AGENT'`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "public"."participant_agents_by_leave"`);
  }
}
