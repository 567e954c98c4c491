import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** An event that could not be folded or written, through a fault of ours: kept raw with its reason, without an offset. */
@Entity('quarantined_event')
export class QuarantinedEventEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  number!: number;

  @Column('text')
  source!: string;

  @Column('text')
  eventId!: string;

  @Column('bigint')
  receivedMs!: number;

  @Column('text')
  reason!: string;

  @Column('json')
  payload!: Record<string, unknown>;
}
