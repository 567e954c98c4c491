import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The one row whose lock orders all writers (ST3): locked from before offsets are assigned until the commit. */
@Entity('stream_head')
@Check('stream_head_is_one_row', 'id = 1')
export class StreamHeadEntity {
  @PrimaryColumn('smallint')
  id!: number;

  @Column('uuid')
  epoch!: string;

  /** The database in which the epoch was created; in another one (a restored copy) the epoch is void (ST8). */
  @Column('text')
  databaseIdentity!: string;

  /**
   * Start of the sessions that retention keeps: an event created before it, of a session that is not stored, is not
   * folded (ER7). Null: all are kept. It is on this row so that its lock orders it with the writers.
   */
  @Column('bigint', { nullable: true })
  sessionsFromMs!: number | null;

  /** The `TENANT_KEY` with which the tenants of participants were read. Null: none were. */
  @Column('text', { nullable: true })
  tenantKey!: string | null;

  /** Offset of the last stored event. */
  @Column('bigint')
  streamOffset!: number;
}
