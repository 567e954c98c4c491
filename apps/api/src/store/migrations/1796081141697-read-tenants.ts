import type { MigrationInterface, QueryRunner } from 'typeorm';

/** No row is written here: `TenantRepository` reads the tenants of stored participants at leisure, once the server has started. */
export class ReadTenants1796081141697 implements MigrationInterface {
  readonly name = 'ReadTenants1796081141697';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "participant" ADD "tenant" text`);
    await queryRunner.query(`ALTER TABLE "stream_head" ADD "tenant_key" text`);
    await queryRunner.query(
      `CREATE INDEX "participant_by_tenant" ON "participant" ("tenant") WHERE tenant IS NOT NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "public"."participant_by_tenant"`);
    await queryRunner.query(`ALTER TABLE "stream_head" DROP COLUMN "tenant_key"`);
    await queryRunner.query(`ALTER TABLE "participant" DROP COLUMN "tenant"`);
  }
}
