import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many of one kind a quarter of an hour had: leaves by reason, ended sessions by reason and by length. */
@Entity('usage_kind')
export class UsageKindEntity {
  @PrimaryColumn('bigint')
  quarterMs!: number;

  /** `leave`, `end` or `length`. */
  @PrimaryColumn('text')
  kind!: string;

  /** The reason, or the class of length. Empty: not reported. */
  @PrimaryColumn('text')
  key!: string;

  @Column('integer')
  count!: number;
}
