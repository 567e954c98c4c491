import { Entity, PrimaryColumn } from 'typeorm';
import { UsageColumns } from './usage-columns';

/** What one room, identity or agent has of a UTC day. */
@Entity('usage_part')
export class UsagePartEntity extends UsageColumns {
  /** `room`, `identity` or `agent`. */
  @PrimaryColumn('text')
  by!: string;

  @PrimaryColumn('bigint')
  dayMs!: number;

  @PrimaryColumn('text')
  key!: string;
}
