import { inferredFrom, isTrackOpen, type TrackRecord, type TrackValues } from '@livekit-dashboard/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Placed } from './placed';

/** A track with its evidence (see `SessionEntity`). */
@Entity('track')
@Index('track_by_offset', ['streamOffset'])
@Index('track_by_end', ['unpublishedMs'])
@Index('track_by_session', ['source', 'sessionSid', 'participantSid'])
export class TrackEntity implements TrackValues {
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

/** As readers get it. */
export type TrackRow = Omit<TrackEntity, 'evidence'>;

export const trackRow = (record: TrackRecord, values: TrackValues, placed: Placed): TrackEntity => ({
  ...values,
  ...placed,
  open: isTrackOpen(record),
  evidence: record,
});

/** What earlier releases stored: one publication, its end, and the latest "not listed". */
interface EarlierTrack extends Omit<TrackRecord, 'lastSignMs' | 'publication' | 'gone'> {
  readonly publishedMs: number | null;
  readonly goneMs?: number | null;
  readonly lastSignMs?: number | null;
  readonly sessionSid: string;
}

export function trackRecord({ evidence }: Pick<TrackEntity, 'evidence'>): TrackRecord {
  if ('publication' in evidence) return evidence as TrackRecord;
  const { publishedMs, goneMs, info, sessionSid: _, ...record } = evidence as EarlierTrack;
  const order = [(publishedMs ?? 0) * 1000, 0] as const;
  const { unpublishedMs } = record;
  return {
    ...record,
    info: info && { ...info, key: [...order, ...info.key] },
    publication: publishedMs === null ? null : { order, versioned: true, publishedMs, unpublishedMs },
    unversionedEndMs: null,
    gone: inferredFrom(goneMs),
    lastSignMs: record.lastSignMs ?? null,
    lastSignReceivedMs: null,
  };
}
