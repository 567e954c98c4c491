import { Column } from 'typeorm';

/** What is counted of usage; see `usage/measures.ts`. */
export abstract class UsageColumns {
  @Column('bigint')
  personMs!: number;

  @Column('bigint')
  agentMs!: number;

  @Column('bigint')
  sipMs!: number;

  @Column('bigint')
  estimatedMs!: number;

  /** Seconds of begun units, as those below. */
  @Column('bigint')
  participantSeconds!: number;

  @Column('bigint')
  agentSeconds!: number;

  @Column('bigint')
  sipSeconds!: number;

  @Column('bigint')
  transcodeVideoSeconds!: number;

  @Column('bigint')
  transcodeAudioSeconds!: number;

  @Column('bigint')
  trackEgressSeconds!: number;

  @Column('bigint')
  estimatedSeconds!: number;

  @Column('bigint')
  sessions!: number;

  @Column('bigint')
  joins!: number;

  @Column('bigint')
  aborted!: number;
}
