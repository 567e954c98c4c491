import type { EndReason, SessionState } from '@livekit-dashboard/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * A session as people see it, and the evidence that made it so. The visible columns are derived from `evidence` on every write
 * and are there to be read and searched; the fold reads `evidence` only.
 */
@Entity('session')
@Index('session_by_offset', ['streamOffset'])
@Index('session_chain', ['source', 'name', 'orderMs', 'sid'])
@Index('session_by_start', ['orderMs', 'sid'])
@Index('session_by_end', ['endedMs'], { where: 'ended_ms IS NOT NULL' })
@Index('session_active', ['orderMs', 'sid'], { where: "state = 'active'" })
export class SessionEntity {
  @PrimaryColumn('text')
  source!: string;

  @PrimaryColumn('text')
  sid!: string;

  @Column('text', { nullable: true })
  name!: string | null;

  @Column('text')
  state!: SessionState;

  @Column('bigint', { nullable: true })
  startedMs!: number | null;

  @Column('bigint', { nullable: true })
  endedMs!: number | null;

  @Column('text', { nullable: true })
  endReason!: EndReason | null;

  @Column('bigint', { nullable: true })
  firstJoinedMs!: number | null;

  @Column('bigint', { nullable: true })
  lastLeftMs!: number | null;

  @Column('integer')
  people!: number;

  @Column('integer')
  agents!: number;

  @Column('integer')
  participants!: number;

  @Column('integer')
  tracks!: number;

  @Column('integer')
  joins!: number;

  @Column('integer')
  identities!: number;

  @Column('integer')
  aborted!: number;

  @Column('boolean')
  recording!: boolean;

  @Column('text', { nullable: true })
  metadata!: string | null;

  @Column('bigint', { nullable: true })
  lastEventMs!: number | null;

  /** Its place in time: the start, or the first event seen while the start is not known. */
  @Column('bigint')
  orderMs!: number;

  @Column('bigint')
  streamOffset!: number;

  /** Offset at which `state` last changed: who reads "all since X" learns from it whether the row was active at X. */
  @Column('bigint')
  flippedOffset!: number;

  @Column('json')
  evidence!: object;
}
