/** From an environment to a `Config`. Pure: the caller brings the variables and a way to read files. */
import { Config } from './config';
import { ConfigError, type ConfigFault } from './config-error';
import { environmentSchema, type Environment } from './environment.schema';
import { serversOf, type ReadFile } from './livekit-servers';

type Variables = Readonly<Record<string, string | undefined>>;

/** A variable that is set to nothing is not set: `.env` files and compose files write `NAME=`. */
const withoutEmpty = (variables: Variables): Variables =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()] as const] : [])),
  );

/** The faults of single variables, and an environment without them, so that rules between variables can be checked too. */
function checkEach(variables: Variables): { env: Environment; faults: ConfigFault[] } {
  const result = environmentSchema.safeParse(variables);
  if (result.success) return { env: result.data, faults: [] };
  const faults = result.error.issues.map((issue) => ({ variable: String(issue.path[0]), message: issue.message }));
  const good = Object.fromEntries(
    Object.entries(variables).filter(([name]) => !faults.some((f) => f.variable === name)),
  );
  return { env: environmentSchema.parse(good), faults };
}

/** What happened in a session is told by its events: they may go before it, never after it. */
function retentionFaults({ RETENTION_DAYS: events, SESSION_RETENTION_DAYS: sessions }: Environment): ConfigFault[] {
  if (events === null || sessions === null || sessions >= events) return [];
  const message = 'must not be less than RETENTION_DAYS: sessions are kept at least as long as their raw events';
  return [{ variable: 'SESSION_RETENTION_DAYS', message }];
}

/** Throws one `ConfigError` that names all faults. */
export function parseEnvironment(variables: Variables, readFile: ReadFile): Config {
  const { env, faults } = checkEach(withoutEmpty(variables));
  const { servers, faults: serverFaults } = serversOf(env, readFile);
  const all = [...faults, ...retentionFaults(env), ...serverFaults];
  if (all.length > 0) throw new ConfigError(all);
  return new Config({
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL,
    databaseUrl: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    redisUrl: env.REDIS_URL,
    servers,
    tenantKey: env.TENANT_KEY,
    retentionDays: env.RETENTION_DAYS,
    sessionRetentionDays: env.SESSION_RETENTION_DAYS,
    logLevel: env.LOG_LEVEL,
    production: env.NODE_ENV === 'production',
    dashboardDir: env.DASHBOARD_DIR,
  });
}
