import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many of one kind a quarter of an hour had: leaves by reason, sessions that ended by reason and by length. */
@Entity('usage_kind')
export class UsageKindEntity {
  @PrimaryColumn('bigint')
  quarterMs!: number;

  /** `leave`, `end` or `length`. */
  @PrimaryColumn('text')
  kind!: string;

  /** The reason, or the length class. Empty: nobody told. */
  @PrimaryColumn('text')
  key!: string;

  @Column('integer')
  count!: number;
}
