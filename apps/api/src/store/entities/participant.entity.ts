import type { ParticipantState } from '@livekit-dashboard/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A connection, with the evidence behind it (see `SessionEntity`). */
@Entity('participant')
@Index('participant_by_offset', ['streamOffset'])
@Index('participant_by_session', ['source', 'sessionSid', 'identity'])
@Index('participant_by_identity', ['identity'])
@Index('participant_by_leave', ['leftMs'])
@Index('participant_long', ['leftMs'], { where: 'left_ms - joined_ms > 86400000' })
@Index('participant_active', ['joinedMs'], { where: "state = 'active'" })
@Index('participant_agents_by_leave', ['leftMs'], { where: "kind = 'AGENT'" })
@Index('participant_agents_by_session', ['source', 'sessionSid'], { where: "kind = 'AGENT'" })
@Index('participant_by_agent', ['agentName', 'source', 'sessionSid'], { where: 'agent_name IS NOT NULL' })
@Index('participant_agents', ['joinedMs'], { where: "kind = 'AGENT'" })
export class ParticipantEntity {
  @PrimaryColumn('text')
  source!: string;

  @PrimaryColumn('text')
  sid!: string;

  @Column('text')
  sessionSid!: string;

  @Column('text', { nullable: true })
  identity!: string | null;

  @Column('text', { nullable: true })
  name!: string | null;

  @Column('text', { nullable: true })
  kind!: string | null;

  @Column('text')
  state!: ParticipantState;

  @Column('bigint', { nullable: true })
  joinedMs!: number | null;

  @Column('bigint', { nullable: true })
  leftMs!: number | null;

  @Column('boolean')
  leftEstimated!: boolean;

  @Column('text', { nullable: true })
  disconnectReason!: string | null;

  @Column('text', { nullable: true })
  metadata!: string | null;

  @Column('json')
  attributes!: Record<string, string>;

  @Column('integer')
  tracks!: number;

  @Column('text', { nullable: true })
  agentName!: string | null;

  @Column('text', { nullable: true })
  jobId!: string | null;

  /** It was in and has no end of its own: when its session ends, so does it. */
  @Column('boolean')
  open!: boolean;

  @Column('bigint')
  streamOffset!: number;

  @Column('bigint')
  flippedOffset!: number;

  @Column('json')
  evidence!: object;
}
