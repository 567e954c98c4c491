import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The one row whose lock orders all writers: held from before the offsets are given until the commit. */
@Entity('stream_head')
@Check('stream_head_is_one_row', 'id = 1')
export class StreamHeadEntity {
  @PrimaryColumn('smallint')
  id!: number;

  @Column('uuid')
  epoch!: string;

  /** Which database the epoch was made in; in another one (a restored copy) the epoch is void. */
  @Column('text')
  databaseIdentity!: string;

  /**
   * What retention keeps of sessions begins here: an event made before it, of a session that is not there, is not folded. Null: all
   * is kept. It stands on this row so that its lock orders it with the writers.
   */
  @Column('bigint', { nullable: true })
  sessionsFromMs!: number | null;

  /** Offset of the last stored event. */
  @Column('bigint')
  streamOffset!: number;
}
