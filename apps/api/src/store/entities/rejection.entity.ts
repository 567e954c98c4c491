import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Webhooks that were refused within one hour (UTC) for one reason under one API key, by whichever replica, counted together. */
@Entity('rejection')
export class RejectionEntity {
  @PrimaryColumn('bigint')
  hourMs!: number;

  @PrimaryColumn('text')
  reason!: string;

  /** As the token named it, made safe to show. Empty: it named none, or one too many. */
  @PrimaryColumn('text')
  apiKey!: string;

  @Column('integer')
  count!: number;

  @Column('bigint')
  lastMs!: number;

  /** Of the last of them; null unless time was what was wrong. */
  @Column('integer', { nullable: true })
  clockOffsetSeconds!: number | null;
}
