import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class EventRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') event!: string;
  @Column('timestamptz') createdAt!: Date;
  @Column('jsonb') payload!: object;
}

@Entity()
export class SessionRow {
  @PrimaryColumn('text') sid!: string;
  @Column('text') name!: string;
  @Column('timestamptz', { nullable: true }) startedAt?: Date;
  @Column('timestamptz', { nullable: true }) endedAt?: Date;
}

@Entity()
export class ParticipantRow {
  @PrimaryColumn('text') sid!: string;
  @Column('text') sessionSid!: string;
  @Column('text') identity!: string;
  @Column('text', { nullable: true }) name?: string;
  @Column('timestamptz', { nullable: true }) joinedAt?: Date;
  @Column('timestamptz', { nullable: true }) leftAt?: Date;
}

@Entity()
export class TrackRow {
  @PrimaryColumn('text') sid!: string;
  @Column('text') participantSid!: string;
  @Column('text') source!: string;
  @Column('timestamptz', { nullable: true }) publishedAt?: Date;
  @Column('timestamptz', { nullable: true }) unpublishedAt?: Date;
}
