import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row that retention deleted, for those who still hold it: kept for a week, so that whoever resumes is told. */
@Entity('tombstone')
@Index('tombstone_by_offset', ['streamOffset'])
@Index('tombstone_by_session', ['sessionSid', 'streamOffset'])
export class TombstoneEntity {
  /** The kind of its changes. A connection of kind AGENT has two: it is a `participant` and an `agent`. */
  @PrimaryColumn('text')
  kind!: string;

  @PrimaryColumn('text')
  source!: string;

  /** The id of its changes. */
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { nullable: true })
  sessionSid!: string | null;

  /** Offset of the `session_deleted` that removed it. */
  @Column('bigint')
  streamOffset!: number;

  @Column('bigint')
  deletedMs!: number;
}
