import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The log: every stored event, whole but for its secrets. */
@Entity('event')
@Index('event_id_unique', ['source', 'id'], { unique: true })
@Index('event_by_session', ['sessionSid', 'streamOffset'])
@Index('event_tests', ['streamOffset'], { where: "event = 'dashboard_test'" })
@Index('event_by_identity', ['identity', 'streamOffset'])
@Index('event_beside_people', ['streamOffset'], { where: "participant_sid IS NULL AND event NOT LIKE 'room%'" })
export class EventEntity {
  @PrimaryColumn('bigint')
  streamOffset!: number;

  @Column('text')
  source!: string;

  @Column('text')
  id!: string;

  @Column('text')
  event!: string;

  /** Null if LiveKit did not tell it. */
  @Column('bigint', { nullable: true })
  createdMs!: number | null;

  @Column('bigint')
  receivedMs!: number;

  @Column('text', { nullable: true })
  apiKey!: string | null;

  @Column('text', { nullable: true })
  sessionSid!: string | null;

  @Column('text', { nullable: true })
  roomName!: string | null;

  @Column('text', { nullable: true })
  participantSid!: string | null;

  @Column('text', { nullable: true })
  identity!: string | null;

  @Column('text', { nullable: true })
  trackSid!: string | null;

  @Column('boolean')
  synthetic!: boolean;

  /** `json`, not `jsonb`: it takes NUL and lone surrogates, which payloads may have. */
  @Column('json')
  payload!: Record<string, unknown>;
}
