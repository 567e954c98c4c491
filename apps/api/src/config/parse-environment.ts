/** From an environment to a `Config`. Pure: the caller passes the variables and a function that reads files. */
import { Config, type EnvFile } from './config';
import { ConfigError, type ConfigIssue } from './config-error';
import { environmentSchema, type Environment } from './environment.schema';
import { serversOf, type ReadFile } from './livekit-servers';

type Variables = Readonly<Record<string, string | undefined>>;

/** An empty variable counts as not set: `.env` files and compose files contain `NAME=`. */
const withoutEmpty = (variables: Variables): Variables =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()] as const] : [])),
  );

/**
 * The issues of single variables, and an environment without those variables, so that rules between variables are
 * checked too.
 */
function checkEach(variables: Variables): { env: Environment; issues: ConfigIssue[] } {
  const result = environmentSchema.safeParse(variables);
  if (result.success) return { env: result.data, issues: [] };
  const issues = result.error.issues.map((issue) => ({ variable: String(issue.path[0]), message: issue.message }));
  const good = Object.fromEntries(
    Object.entries(variables).filter(([name]) => !issues.some((f) => f.variable === name)),
  );
  return { env: environmentSchema.parse(good), issues: issues };
}

/** Sessions are derived from their events, so events may be deleted before their session, never after it. */
function retentionIssues({ RETENTION_DAYS: events, SESSION_RETENTION_DAYS: sessions }: Environment): ConfigIssue[] {
  if (events === null || sessions === null || sessions >= events) return [];
  const message = 'must not be less than RETENTION_DAYS: sessions are kept at least as long as their raw events';
  return [{ variable: 'SESSION_RETENTION_DAYS', message }];
}

/** Throws one `ConfigError` with all issues. */
export function parseEnvironment(variables: Variables, readFile: ReadFile, envFile: EnvFile | null = null): Config {
  const { env, issues: issues } = checkEach(withoutEmpty(variables));
  const { servers, issues: serverIssues } = serversOf(env, readFile);
  const all = [...issues, ...retentionIssues(env), ...serverIssues];
  if (all.length > 0) throw new ConfigError(all, envFile);
  return new Config({
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL,
    allowedHosts: env.ALLOWED_HOSTS,
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
    envFile,
  });
}
