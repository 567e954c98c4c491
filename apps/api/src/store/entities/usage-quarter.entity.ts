import { Column, Entity, PrimaryColumn } from 'typeorm';
import { UsageColumns } from './usage-columns';

/**
 * The counts of a quarter of an hour, at which the days of every time zone begin. Created from the rows of a whole day
 * at once.
 */
@Entity('usage_quarter')
export class UsageQuarterEntity extends UsageColumns {
  @PrimaryColumn('bigint')
  quarterMs!: number;

  /** The peak within it. */
  @Column('integer')
  peakPeople!: number;

  @Column('integer')
  peakAgents!: number;

  @Column('integer')
  peakSessions!: number;
}
