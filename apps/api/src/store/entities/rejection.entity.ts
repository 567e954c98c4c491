import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The number of webhooks rejected within one UTC hour for one reason and API key, by all replicas. */
@Entity('rejection')
export class RejectionEntity {
  @PrimaryColumn('bigint')
  hourMs!: number;

  @PrimaryColumn('text')
  reason!: string;

  /** As the token named it, made safe to show. Empty: it named none, or there were too many. */
  @PrimaryColumn('text')
  apiKey!: string;

  @Column('integer')
  count!: number;

  @Column('bigint')
  lastMs!: number;

  /** Of the last of them; null unless the times of the token were the reason. */
  @Column('integer', { nullable: true })
  clockOffsetSeconds!: number | null;
}
