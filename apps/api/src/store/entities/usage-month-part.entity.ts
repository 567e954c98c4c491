import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the days of a month have of a part (`UsagePartEntity`) together. The primary key includes `ms`, which TypeORM cannot say. */
@Entity('usage_month_part')
export class UsageMonthPartEntity {
  @PrimaryColumn('text')
  by!: string;

  /** Before the month: so the sums of a key follow each other, and adding them up needs no memory. */
  @PrimaryColumn('text')
  key!: string;

  @PrimaryColumn('bigint')
  monthMs!: number;

  /** Of people and agents. */
  @Column('bigint')
  ms!: number;
}
