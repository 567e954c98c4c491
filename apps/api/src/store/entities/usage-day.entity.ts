import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * A UTC day that is rolled up, or is about to be. Whoever writes a row that counts in a day adds to its `marks` in the same
 * transaction; the rollup holds while `rolled` equals them.
 */
@Entity('usage_day')
export class UsageDayEntity {
  @PrimaryColumn('bigint')
  dayMs!: number;

  @Column('bigint')
  marks!: number;

  /** The marks that were there when it was rolled up; null: it never was. */
  @Column('bigint', { nullable: true })
  rolled!: number | null;
}
