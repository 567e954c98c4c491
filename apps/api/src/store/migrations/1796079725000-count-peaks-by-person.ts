import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Peaks count persons from here on, not connections: days that are rolled up are rolled up again. Days whose rows retention has deleted
 * keep what they have, since nothing is left to count. One small row a day changes here.
 */
export class CountPeaksByPerson1796079725000 implements MigrationInterface {
  readonly name = 'CountPeaksByPerson1796079725000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `UPDATE usage_day SET marks = marks + 1
       WHERE day_ms >= (SELECT min(order_ms) FROM session) / 86400000 * 86400000
         AND day_ms >= coalesce((SELECT sessions_from_ms FROM stream_head WHERE id = 1), 0)`,
    );
  }

  /** What is rolled up again is right for the release before as well. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}
