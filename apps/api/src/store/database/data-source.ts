/** The connection pool, the entities and the migrations: one dialect and one driver for PostgreSQL and for PGlite. */
import { parseExact } from '@livekit-dashboard/contracts';
import { type ClientBase, types } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { EgressEntity } from '../entities/egress.entity';
import { ErasureEntity } from '../entities/erasure.entity';
import { EventEntity } from '../entities/event.entity';
import { IngressEntity } from '../entities/ingress.entity';
import { ParticipantEntity } from '../entities/participant.entity';
import { QuarantinedEventEntity } from '../entities/quarantined-event.entity';
import { RatePlanEntity } from '../entities/rate-plan.entity';
import { ReconcileEntity } from '../entities/reconcile.entity';
import { RejectedDeliveryEntity } from '../entities/rejected-delivery.entity';
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
import { limitSession } from './session-limits';
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
  RejectedDeliveryEntity,
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
const JSON_TEXT: number = types.builtins.JSON;
type ParserOf = (oid: number, format?: 'text' | 'binary') => unknown;
const parserOf = types.getTypeParser as ParserOf;

/** Offsets and milliseconds stay far below 2^53, so `bigint` columns are read as numbers. Numbers in payloads keep their digits. */
const getTypeParser: ParserOf = (oid, format) => {
  if (format === 'binary') return parserOf(oid, format);
  if (oid === INT8) return Number;
  return oid === JSON_TEXT ? parseExact : parserOf(oid, format);
};

/** A database that hangs must not hang a webhook: a connection is opened, and a query answered, within these. */
const CONNECT_TIMEOUT_MS = 2_000;
const QUERY_TIMEOUT_MS = 10_000;

/** How the sessions of a pool behave. */
interface PoolSettings {
  /** Whether the server limits them too (`limitSession`). */
  readonly limited: boolean;
  readonly queryMs: number;
  readonly connectMs: number;
}

const poolSettings = ({ limited, queryMs, connectMs }: PoolSettings): object => ({
  limited,
  queryMs,
  connectionTimeoutMillis: connectMs,
  onConnect: limited ? (client: ClientBase) => limitSession(client, queryMs) : undefined,
});

/** `limited`: for PostgreSQL, not for the embedded database, whose connections share one backend. */
export function createDataSource(url: string, poolSize: number, limited = false): DataSource {
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
      Client: PatientClient,
      // Queries that do not need each other's answers share a round trip (`Promise.all` on one connection).
      pipeline: true,
      // The kernel notices a database host that is gone.
      keepAlive: true,
      application_name: 'livekit-dashboard',
      ...poolSettings({ limited, queryMs: QUERY_TIMEOUT_MS, connectMs: CONNECT_TIMEOUT_MS }),
    },
  });
}

export interface Patience {
  readonly poolSize: number;
  /** How long a query may take, in ms; 0: as long as it needs. Default: 10 s. */
  readonly queryMs?: number;
  /** How long to wait for a connection, in ms. Default: 2 s. */
  readonly connectMs?: number;
}

/** The same database through a pool of its own. */
export function morePatient(
  { options }: DataSource,
  { poolSize, queryMs = QUERY_TIMEOUT_MS, connectMs = CONNECT_TIMEOUT_MS }: Patience,
): DataSource {
  const extra = options.extra as PoolSettings;
  const settings = poolSettings({ limited: extra.limited, queryMs, connectMs });
  return new DataSource({ ...options, poolSize, extra: { ...extra, ...settings } } as DataSourceOptions);
}

/** For what takes as long as it takes: making an index of ten million rows, moving a database. */
export const withoutTimeLimit = (dataSource: DataSource): DataSource =>
  morePatient(dataSource, { poolSize: 2, queryMs: 0, connectMs: 10_000 });
