import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Rates } from '@livekit-dashboard/contracts';

/**
 * A rate plan as it was saved. Rows are only added: of two plans of one day the later one applies, and both are in the
 * history.
 */
@Entity('rate_plan')
export class RatePlanEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column('bigint')
  savedMs!: number;

  /** Null, since there are no accounts. */
  @Column('text', { nullable: true })
  savedBy!: string | null;

  @Column('json')
  rates!: Rates;
}
