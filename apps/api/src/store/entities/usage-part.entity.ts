import { Entity, Index, PrimaryColumn } from 'typeorm';
import { UsageColumns } from './usage-columns';

/** What each room, each person's identity and each agent name has of a UTC day. What has none is under the empty key, so parts add up. */
@Entity('usage_part')
@Index('usage_part_time', { synchronize: false }) // with INCLUDE, which TypeORM cannot say
export class UsagePartEntity extends UsageColumns {
  /** `room`, `identity` or `agent`. */
  @PrimaryColumn('text')
  by!: string;

  @PrimaryColumn('bigint')
  dayMs!: number;

  @PrimaryColumn('text')
  key!: string;
}
