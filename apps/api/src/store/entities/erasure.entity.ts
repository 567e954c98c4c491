import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One person's data being erased, or erased. Who it was is kept until it is done, so that whoever goes on uses the same pseudonym. */
@Entity('erasure')
@Index('erasure_under_way', ['identity'], { unique: true, where: 'identity IS NOT NULL' })
export class ErasureEntity {
  /** Random: nothing leads back from it. */
  @PrimaryColumn('text')
  pseudonym!: string;

  /** Null once it is done. */
  @Column('text', { nullable: true })
  identity!: string | null;

  @Column('bigint')
  startedMs!: number;

  @Column('bigint', { nullable: true })
  finishedMs!: number | null;

  /** Rows that were erased so far. */
  @Column('integer', { default: 0 })
  participants!: number;

  @Column('integer', { default: 0 })
  tracks!: number;

  @Column('integer', { default: 0 })
  events!: number;
}
