/**
 * The validated environment. Created once at start, frozen, injected by its class. Invariant: no other code of the api
 * reads `process.env`.
 */

/** A LiveKit server that may post webhooks. `url` is null while its own API is not configured. */
export interface LiveKitServer {
  /** The `source` of its sessions and events. */
  readonly name: string;
  readonly url: string | null;
  /** API key to secret. A key belongs to one server, so `iss` of a token identifies both. */
  readonly keys: ReadonlyMap<string, string>;
  /** Earlier names of the server: rows stored under them are renamed to `name`. */
  readonly formerly?: readonly string[];
}

export const LOG_LEVELS = ['error', 'warn', 'log', 'debug', 'verbose'] as const;
export type LogLevelName = (typeof LOG_LEVELS)[number];

/** The `.env` file that is read at start. */
export interface EnvFile {
  /** Absolute. */
  readonly path: string;
  readonly found: boolean;
}

/** The values of a `Config`, for tests that create one. */
export interface ConfigValues {
  readonly port: number;
  readonly host: string;
  /** The origin that browsers use, as `new URL(...).origin` writes it. Null: not configured. */
  readonly publicUrl: string | null;
  /**
   * Additional names of this server, in lower case and without a port, that a request's `Host` may contain besides its
   * addresses.
   */
  readonly allowedHosts: readonly string[];
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
  /** Days that ended sessions and everything in them are kept. Null: for ever. */
  readonly sessionRetentionDays: number | null;
  readonly logLevel: LogLevelName;
  readonly production: boolean;
  /** Folder of the built dashboard. Null: only the api is served. */
  readonly dashboardDir: string | null;
  /** Null: not searched for. */
  readonly envFile: EnvFile | null;
}

export class Config implements ConfigValues {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string | null;
  readonly allowedHosts: readonly string[];
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
  readonly envFile: EnvFile | null;

  constructor(values: ConfigValues) {
    this.port = values.port;
    this.host = values.host;
    this.publicUrl = values.publicUrl;
    this.allowedHosts = Object.freeze([...values.allowedHosts]);
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
    this.envFile = values.envFile;
    Object.freeze(this);
  }
}
