import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/**
 * An event that could not be folded or written: kept raw with its reason, without an offset (ST6). One entry per event:
 * an event that fails again updates its entry.
 */
@Entity('quarantined_event')
@Index('quarantined_event_by_id', ['eventId'], { type: 'hash' })
export class QuarantinedEventEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  number!: number;

  @Column('text')
  source!: string;

  @Column('text')
  eventId!: string;

  /** Name of the key that signed it; null for a synthetic event, or one that an earlier release stored. */
  @Column('text', { nullable: true })
  apiKey!: string | null;

  @Column('boolean', { default: false })
  synthetic!: boolean;

  @Column('bigint')
  receivedMs!: number;

  @Column('text')
  reason!: string;

  @Column('json')
  payload!: Record<string, unknown>;
}
