import { Column, Entity, PrimaryColumn } from 'typeorm';
import { UsageColumns } from './usage-columns';

/** What a quarter of an hour counts: the day of any time zone begins with one. Made from the rows of a day at once. */
@Entity('usage_quarter')
export class UsageQuarterEntity extends UsageColumns {
  @PrimaryColumn('bigint')
  quarterMs!: number;

  /** The most at one time, anywhere within it. */
  @Column('integer')
  peakPeople!: number;

  @Column('integer')
  peakAgents!: number;

  @Column('integer')
  peakSessions!: number;
}
