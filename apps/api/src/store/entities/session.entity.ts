import type { EndReason, SessionState } from '@livekit-dashboard/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The end of what has none. */
export const OPEN_MS = Number.MAX_SAFE_INTEGER;

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
@Index('session_ended_by_joins', ['joins', 'orderMs', 'sid'], { where: "state = 'ended'" })
@Index('session_ended_by_identities', ['identities', 'orderMs', 'sid'], { where: "state = 'ended'" })
@Index('session_ended_by_people', ['people', 'orderMs', 'sid'], { where: "state = 'ended'" })
@Index('session_ended_by_reason', ['endReason', 'orderMs', 'sid'], { where: "state = 'ended'" })
@Index('session_aborted', ['orderMs', 'sid'], { where: "state = 'ended' AND aborted > 0" })
@Index('session_ended_by_end', ['untilMs', 'orderMs', 'sid'], { where: "state = 'ended'" })
@Index('session_ended_by_duration', ['lastedMs', 'orderMs', 'sid'], { where: "state = 'ended'" })
@Index('session_long', ['endedMs'], { where: "state = 'ended' AND lasted_ms > 86400000" })
@Index('session_by_metadata', ['metadataFields'], { where: "state = 'ended'", type: 'gin' })
// Of expressions, which TypeORM cannot say: made by the migration SearchHistory.
@Index('session_ended_by_last_event', { synchronize: false })
@Index('session_ended_by_name', { synchronize: false })
export class SessionEntity {
  /** First in the key, so that it is found without its source. */
  @PrimaryColumn('text')
  sid!: string;

  @PrimaryColumn('text')
  source!: string;

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

  /** What sessions are found by of their metadata; null if there is nothing. */
  @Column('text', { nullable: true, array: true })
  metadataFields!: readonly string[] | null;

  @Column('bigint', { nullable: true })
  lastEventMs!: number | null;

  /** Its place in time: the start, or the first event seen while the start is not known. */
  @Column('bigint')
  orderMs!: number;

  /** Its end; `OPEN_MS` of one that is open, so that it comes after all. */
  @Column('bigint')
  untilMs!: number;

  /** From `orderMs` to `untilMs`. */
  @Column('bigint')
  lastedMs!: number;

  @Column('bigint')
  streamOffset!: number;

  /** Offset at which `state` last changed: who reads "all since X" learns from it whether the row was active at X. */
  @Column('bigint')
  flippedOffset!: number;

  @Column('json')
  evidence!: object;
}
