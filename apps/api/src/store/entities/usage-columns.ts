import { Column } from 'typeorm';
import type { Counted } from './measures';

/** The measures of usage, with the domain's names; the columns have the same names in snake case. */
export abstract class UsageColumns implements Counted {
  @Column('bigint')
  joins!: number;

  @Column('bigint')
  aborted!: number;

  @Column('bigint')
  personMs!: number;

  @Column('bigint')
  agentMs!: number;

  @Column('bigint')
  sipMs!: number;

  @Column('bigint')
  estimatedMs!: number;

  @Column('bigint')
  seconds_participant!: number;

  @Column('bigint')
  seconds_agent!: number;

  @Column('bigint')
  seconds_sip!: number;

  @Column('bigint')
  seconds_transcode_video!: number;

  @Column('bigint')
  seconds_transcode_audio!: number;

  @Column('bigint')
  seconds_track_egress!: number;

  @Column('bigint')
  estimated_participant!: number;

  @Column('bigint')
  estimated_agent!: number;

  @Column('bigint')
  estimated_sip!: number;

  @Column('bigint')
  estimated_transcode_video!: number;

  @Column('bigint')
  estimated_transcode_audio!: number;

  @Column('bigint')
  estimated_track_egress!: number;

  @Column('bigint')
  sessions!: number;
}
