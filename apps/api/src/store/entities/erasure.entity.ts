import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * An erasure of one person, in progress or complete. The identity is stored until it completes, so that a replica that
 * continues it uses the same pseudonym.
 */
@Entity('erasure')
// An index on an expression (`boundedKey`), which TypeORM cannot declare: created by the migration BoundIndexKeys.
@Index('erasure_under_way', { synchronize: false })
export class ErasureEntity {
  /** Random, so that it does not lead back to the identity. */
  @PrimaryColumn('text')
  pseudonym!: string;

  /** Null once it is complete. */
  @Column('text', { nullable: true })
  identity!: string | null;

  @Column('bigint')
  startedMs!: number;

  @Column('bigint', { nullable: true })
  finishedMs!: number | null;

  /** Rows erased so far. */
  @Column('integer', { default: 0 })
  participants!: number;

  @Column('integer', { default: 0 })
  tracks!: number;

  @Column('integer', { default: 0 })
  events!: number;
}
