import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The log: every stored event, complete except for its secrets. */
@Entity('event')
@Index('event_id_unique', ['source', 'id'], { unique: true })
@Index('event_by_session', ['sessionSid', 'streamOffset'])
@Index('event_unplaced', ['source', 'participantSid'], {
  where: 'session_sid IS NULL AND participant_sid IS NOT NULL',
})
@Index('event_tests', ['streamOffset'], { where: "event = 'dashboard_test'" })
@Index('event_by_time', ['receivedMs', 'streamOffset'])
@Index('event_by_source', ['source', 'receivedMs', 'streamOffset'])
// Indexes on expressions, which TypeORM cannot declare; the expressions are those of `event-filters.ts`. Names are
// truncated, since an index entry is limited.
@Index('event_by_name', { synchronize: false })
@Index('event_by_room', { synchronize: false })
// An index on an expression (`boundedKey`), which TypeORM cannot declare: created by the migration BoundIndexKeys.
@Index('event_by_identity', { synchronize: false })
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

  /** Null if LiveKit did not report it. */
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

  /** `json`, not `jsonb`: it stores NUL and lone surrogates, which payloads may contain. */
  @Column('json')
  payload!: Record<string, unknown>;
}
