import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * A UTC month that is summed up from its rolled up days, or will be. It is fresh while all of those days are (US11).
 */
@Entity('usage_month')
export class UsageMonthEntity {
  @PrimaryColumn('bigint')
  monthMs!: number;

  /** The end of its last day, in ms. */
  @Column('bigint')
  toMs!: number;

  /** The sum of `rolled` over those days. Null: the month is stale. */
  @Column('bigint', { nullable: true })
  rolled!: number | null;
}
