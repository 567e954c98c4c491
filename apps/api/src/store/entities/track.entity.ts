import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A track with its evidence (see `SessionEntity`). */
@Entity('track')
@Index('track_by_offset', ['streamOffset'])
@Index('track_by_end', ['unpublishedMs'])
@Index('track_by_session', ['source', 'sessionSid', 'participantSid'])
export class TrackEntity {
  @PrimaryColumn('text')
  source!: string;

  @PrimaryColumn('text')
  sid!: string;

  /** The session of its connection. */
  @Column('text', { nullable: true })
  sessionSid!: string | null;

  /** Part of the key, since a sid can follow its person into another room under another connection. */
  @PrimaryColumn('text')
  participantSid!: string;

  @Column('text', { nullable: true })
  name!: string | null;

  @Column('text', { nullable: true })
  type!: string | null;

  /** LiveKit's source of the media (`MICROPHONE`); `source` is the server. */
  @Column('text', { nullable: true })
  trackSource!: string | null;

  @Column('text', { nullable: true })
  mimeType!: string | null;

  @Column('integer', { nullable: true })
  width!: number | null;

  @Column('integer', { nullable: true })
  height!: number | null;

  @Column('bigint', { nullable: true })
  publishedMs!: number | null;

  @Column('bigint', { nullable: true })
  unpublishedMs!: number | null;

  @Column('boolean')
  endEstimated!: boolean;

  /** Whether it has no unpublish of its own, so that it ends with its connection. */
  @Column('boolean')
  open!: boolean;

  @Column('bigint')
  streamOffset!: number;

  @Column('json')
  evidence!: object;
}
