import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A UTC month that is summed up, as far as its days are rolled up, or is about to be. It holds while all of those days do, as they were. */
@Entity('usage_month')
export class UsageMonthEntity {
  @PrimaryColumn('bigint')
  monthMs!: number;

  /** Where its last day ends. */
  @Column('bigint')
  toMs!: number;

  /** `rolled` of those days together. Null: the month does not hold. */
  @Column('bigint', { nullable: true })
  rolled!: number | null;
}
