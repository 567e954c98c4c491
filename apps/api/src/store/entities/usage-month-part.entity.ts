import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * The sums over the days of a month for a part (`UsagePartEntity`). The primary key includes `ms` (INCLUDE), which
 * TypeORM cannot declare.
 */
@Entity('usage_month_part')
export class UsageMonthPartEntity {
  @PrimaryColumn('text')
  by!: string;

  /** Before the month in the key, so that the sums of a part are adjacent and adding them up needs no memory. */
  @PrimaryColumn('text')
  key!: string;

  @PrimaryColumn('bigint')
  monthMs!: number;

  /** Of people and agents. */
  @Column('bigint')
  ms!: number;
}
