import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A track, with the evidence behind it (see `SessionEntity`). */
@Entity('track')
@Index('track_by_offset', ['streamOffset'])
@Index('track_by_end', ['unpublishedMs'])
@Index('track_by_session', ['source', 'sessionSid', 'participantSid'])
export class TrackEntity {
  @PrimaryColumn('text')
  source!: string;

  @PrimaryColumn('text')
  sid!: string;

  @Column('text')
  sessionSid!: string;

  @Column('text')
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

  /** No unpublish of its own: when its connection ends, so does it. */
  @Column('boolean')
  open!: boolean;

  @Column('bigint')
  streamOffset!: number;

  @Column('json')
  evidence!: object;
}
