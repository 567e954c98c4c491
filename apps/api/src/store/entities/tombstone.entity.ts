import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * A row that retention deleted, kept for a week so that resuming clients learn of the deletion (TO6). Also a session
 * that earlier events moved into or out of.
 */
@Entity('tombstone')
@Index('tombstone_by_offset', ['streamOffset'])
@Index('tombstone_by_session', ['sessionSid', 'streamOffset'])
export class TombstoneEntity {
  /**
   * The kind of its changes. A connection of kind AGENT has two: it is a `participant` and an `agent`. `events`: the
   * session `id` has other events than before.
   */
  @PrimaryColumn('text')
  kind!: string;

  @PrimaryColumn('text')
  source!: string;

  /** Its sid or other key. */
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { nullable: true })
  sessionSid!: string | null;

  /** Offset of the event that removed or moved it. */
  @Column('bigint')
  streamOffset!: number;

  @Column('bigint')
  deletedMs!: number;
}
