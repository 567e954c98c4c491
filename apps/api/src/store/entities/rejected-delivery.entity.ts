import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One rejected webhook without its body: a sample of what `RejectionEntity` counts. */
@Entity('rejected_delivery')
@Index('rejected_delivery_by_time', ['atMs', 'number'])
export class RejectedDeliveryEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  number!: number;

  @Column('bigint')
  atMs!: number;

  @Column('text')
  reason!: string;

  /** As the token named it, made safe to show. Null: it named none. */
  @Column('text', { nullable: true })
  apiKey!: string | null;

  /** The configured server with the key; null if there is none. */
  @Column('text', { nullable: true })
  source!: string | null;

  /** Size of the body in bytes; as announced if it was not read. */
  @Column('bigint', { nullable: true })
  bytes!: number | null;

  @Column('text', { nullable: true })
  remoteAddress!: string | null;
}
