/**
 * The one validated environment. Made once at start, frozen, injected by its class.
 * Invariant: nothing else in the api reads `process.env`.
 */

/** One LiveKit server that may post webhooks. `url` is null while its own API is not configured. */
export interface LiveKitServer {
  /** The `source` of its sessions and events. */
  readonly name: string;
  readonly url: string | null;
  /** API key to secret. A key belongs to one server: a token's `iss` chooses both. */
  readonly keys: ReadonlyMap<string, string>;
}

export const LOG_LEVELS = ['error', 'warn', 'log', 'debug', 'verbose'] as const;
export type LogLevelName = (typeof LOG_LEVELS)[number];

/** The values of a `Config`, for those who make one by hand (tests). */
export interface ConfigValues {
  readonly port: number;
  readonly host: string;
  /** Origin that people's browsers use, without a trailing slash. Null: not told. */
  readonly publicUrl: string | null;
  /** Null: embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** Null: in-process feed, one replica. */
  readonly redisUrl: string | null;
  readonly servers: readonly LiveKitServer[];
  /** Field of the room metadata (a JSON object) that names a tenant. */
  readonly tenantKey: string | null;
  /** Days that raw events are kept. Null: for ever. */
  readonly retentionDays: number | null;
  /** Days that ended sessions are kept, with all that is in them. Null: for ever. */
  readonly sessionRetentionDays: number | null;
  readonly logLevel: LogLevelName;
  readonly production: boolean;
  /** Folder of the built dashboard. Null: the api alone. */
  readonly dashboardDir: string | null;
}

export class Config implements ConfigValues {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string | null;
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly redisUrl: string | null;
  readonly servers: readonly LiveKitServer[];
  readonly tenantKey: string | null;
  readonly retentionDays: number | null;
  readonly sessionRetentionDays: number | null;
  readonly logLevel: LogLevelName;
  readonly production: boolean;
  readonly dashboardDir: string | null;

  constructor(values: ConfigValues) {
    this.port = values.port;
    this.host = values.host;
    this.publicUrl = values.publicUrl;
    this.databaseUrl = values.databaseUrl;
    this.dataDir = values.dataDir;
    this.redisUrl = values.redisUrl;
    this.servers = Object.freeze([...values.servers]);
    this.tenantKey = values.tenantKey;
    this.retentionDays = values.retentionDays;
    this.sessionRetentionDays = values.sessionRetentionDays;
    this.logLevel = values.logLevel;
    this.production = values.production;
    this.dashboardDir = values.dashboardDir;
    Object.freeze(this);
  }
}
