import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * A UTC day that is rolled up, or will be. Every write of a row that counts in a day increments `marks` in the same
 * transaction; the rollup is fresh while `rolled` equals `marks` (US10).
 */
@Entity('usage_day')
export class UsageDayEntity {
  @PrimaryColumn('bigint')
  dayMs!: number;

  @Column('bigint')
  marks!: number;

  /** The `marks` at the time of the rollup; null: never rolled up. */
  @Column('bigint', { nullable: true })
  rolled!: number | null;
}
