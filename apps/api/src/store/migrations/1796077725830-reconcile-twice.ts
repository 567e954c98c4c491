import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReconcileTwice1796077725830 implements MigrationInterface {
  readonly name = 'ReconcileTwice1796077725830';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "egress" ADD "end_estimated" boolean NOT NULL DEFAULT false`);
    await queryRunner.query(`ALTER TABLE "ingress" ADD "end_estimated" boolean NOT NULL DEFAULT false`);
    await queryRunner.query(`ALTER TABLE "reconcile" ADD "agreed_ms" bigint`);
    await queryRunner.query(`ALTER TABLE "reconcile" ADD "contradicted_ms" bigint`);
    await queryRunner.query(`ALTER TABLE "reconcile" ADD "recheck_ms" bigint`);
    await queryRunner.query(`ALTER TABLE "reconcile" ADD "egress" text`);
    await queryRunner.query(`ALTER TABLE "reconcile" ADD "ingress" text`);
    await queryRunner.query(`ALTER TABLE "reconcile" ADD "memory" json`);
    await queryRunner.query(`CREATE INDEX "ingress_open" ON "ingress"  ("source") WHERE ended_ms IS NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "public"."ingress_open"`);
    await queryRunner.query(`ALTER TABLE "reconcile" DROP COLUMN "memory"`);
    await queryRunner.query(`ALTER TABLE "reconcile" DROP COLUMN "ingress"`);
    await queryRunner.query(`ALTER TABLE "reconcile" DROP COLUMN "egress"`);
    await queryRunner.query(`ALTER TABLE "reconcile" DROP COLUMN "recheck_ms"`);
    await queryRunner.query(`ALTER TABLE "reconcile" DROP COLUMN "contradicted_ms"`);
    await queryRunner.query(`ALTER TABLE "reconcile" DROP COLUMN "agreed_ms"`);
    await queryRunner.query(`ALTER TABLE "ingress" DROP COLUMN "end_estimated"`);
    await queryRunner.query(`ALTER TABLE "egress" DROP COLUMN "end_estimated"`);
  }
}
