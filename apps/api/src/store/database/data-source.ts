/** The connection pool, the entities and the migrations: one dialect and one driver for PostgreSQL and for PGlite. */
import { types } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { EgressEntity } from '../entities/egress.entity';
import { ErasureEntity } from '../entities/erasure.entity';
import { EventEntity } from '../entities/event.entity';
import { IngressEntity } from '../entities/ingress.entity';
import { ParticipantEntity } from '../entities/participant.entity';
import { QuarantinedEventEntity } from '../entities/quarantined-event.entity';
import { RatePlanEntity } from '../entities/rate-plan.entity';
import { ReconcileEntity } from '../entities/reconcile.entity';
import { RejectionEntity } from '../entities/rejection.entity';
import { RetentionEntity } from '../entities/retention.entity';
import { SessionEntity } from '../entities/session.entity';
import { StreamHeadEntity } from '../entities/stream-head.entity';
import { TombstoneEntity } from '../entities/tombstone.entity';
import { TrackEntity } from '../entities/track.entity';
import { UsageDayEntity } from '../entities/usage-day.entity';
import { UsageKindEntity } from '../entities/usage-kind.entity';
import { UsageMonthEntity } from '../entities/usage-month.entity';
import { UsageMonthPartEntity } from '../entities/usage-month-part.entity';
import { UsagePartEntity } from '../entities/usage-part.entity';
import { UsageQuarterEntity } from '../entities/usage-quarter.entity';
import { MIGRATIONS } from '../migrations';
import { PatientClient } from './patient-client';
import { SnakeNamingStrategy } from './snake-naming.strategy';

const ENTITIES = [
  StreamHeadEntity,
  EventEntity,
  QuarantinedEventEntity,
  SessionEntity,
  ParticipantEntity,
  TrackEntity,
  EgressEntity,
  IngressEntity,
  RejectionEntity,
  ReconcileEntity,
  RatePlanEntity,
  UsageDayEntity,
  UsageQuarterEntity,
  UsageKindEntity,
  UsagePartEntity,
  UsageMonthEntity,
  UsageMonthPartEntity,
  RetentionEntity,
  TombstoneEntity,
  ErasureEntity,
];

const INT8: number = types.builtins.INT8;
type ParserOf = (oid: number, format?: 'text' | 'binary') => unknown;
const parserOf = types.getTypeParser as ParserOf;

/** Offsets and milliseconds stay far below 2^53, so `bigint` columns are read as numbers. */
const getTypeParser: ParserOf = (oid, format) => (oid === INT8 && format !== 'binary' ? Number : parserOf(oid, format));

/** A database that hangs must not hang a webhook: a connection is had, and a query answered, within these. */
const CONNECT_TIMEOUT_MS = 2_000;
const QUERY_TIMEOUT_MS = 10_000;

export function createDataSource(url: string, poolSize: number): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: ENTITIES,
    migrations: [...MIGRATIONS],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'all',
    synchronize: false,
    namingStrategy: new SnakeNamingStrategy(),
    poolSize,
    extra: {
      // The whole URL, so that its `sslmode` and the like reach pg.
      connectionString: url,
      types: { getTypeParser },
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      Client: PatientClient,
      queryMs: QUERY_TIMEOUT_MS,
      // Queries that do not need each other's answers share a round trip (`Promise.all` on one connection).
      pipeline: true,
      application_name: 'livekit-dashboard',
    },
  });
}

export interface Patience {
  readonly poolSize: number;
  /** How long a query may take; 0: as long as it does. */
  readonly queryMs: number;
  /** How long a connection is waited for. */
  readonly connectMs: number;
}

/** The same database by connections of its own, for what takes longer than a query may. */
export const morePatient = ({ options }: DataSource, { poolSize, queryMs, connectMs }: Patience): DataSource =>
  new DataSource({
    ...options,
    poolSize,
    extra: { ...(options.extra as object), queryMs, connectionTimeoutMillis: connectMs },
  } as DataSourceOptions);

/** For what takes as long as it takes: making an index of ten million rows, moving a database. */
export const withoutTimeLimit = (dataSource: DataSource): DataSource =>
  morePatient(dataSource, { poolSize: 2, queryMs: 0, connectMs: 10_000 });
