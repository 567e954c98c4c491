import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Rates } from '@livekit-dashboard/contracts';

/** A rate plan as it was saved. Rows are only added: of two of one day the later one is in force, and both are the history. */
@Entity('rate_plan')
export class RatePlanEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column('bigint')
  savedMs!: number;

  /** Null: there are no accounts. */
  @Column('text', { nullable: true })
  savedBy!: string | null;

  @Column('json')
  rates!: Rates;
}
