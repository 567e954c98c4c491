import { Entity, Index, PrimaryColumn } from 'typeorm';
import { UsageColumns } from './usage-columns';

/**
 * Usage of a UTC day by room, identity and agent name. Usage without one is under the empty key, so that parts add up.
 */
@Entity('usage_part')
@Index('usage_part_time', { synchronize: false }) // with INCLUDE, which TypeORM cannot declare
export class UsagePartEntity extends UsageColumns {
  /** `room`, `identity` or `agent`. */
  @PrimaryColumn('text')
  by!: string;

  @PrimaryColumn('bigint')
  dayMs!: number;

  @PrimaryColumn('text')
  key!: string;
}
