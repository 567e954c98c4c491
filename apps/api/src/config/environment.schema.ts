/**
 * What each variable may contain. Rules between variables are in parse-environment.ts. Invariant: no message repeats a
 * value.
 */
import { isIPv6 } from 'node:net';
import { z } from 'zod';
import { LOG_LEVELS, type LogLevelName } from './config';

const url = (what: string, ...schemes: string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)),
      `must be ${what}, a URL that starts with ${schemes.map((s) => `${s}://`).join(' or ')}`,
    );

/**
 * The parts of a URL are decoded when it is used, so an undecodable part is reported at start rather than as a stack
 * later.
 */
const isDecodable = (address: string): boolean => {
  if (!URL.canParse(address)) return true; // another message reports it
  try {
    const { username, password, pathname } = new URL(address);
    [username, password, pathname].forEach(decodeURIComponent);
    return true;
  } catch {
    return false;
  }
};
const BAD_PERCENT = 'has a % without two hexadecimal digits after it; in a user name or password write % as %25';

const isRedisDatabase = (address: string): boolean =>
  !URL.canParse(address) || /^\/?\d*$/.test(new URL(address).pathname);

const whole = (min: number, max: number) => {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
};

/** Browsers send their origin in this spelling: lower case, without the default port. */
const origin = url('the address people open', 'http', 'https')
  .refine((value) => {
    const { pathname, search, hash, username, password } = new URL(value);
    return [search, hash, username, password].every((part) => part === '') && /^\/*$/.test(pathname);
  }, 'must be scheme, host and port only: the dashboard cannot be served below a path')
  .transform((value) => new URL(value).origin);

/**
 * `example.com`, `10.0.0.7`, `::1` or `[::1]` as `URL` spells it. Null if it is not a host name, or more than a name.
 */
function hostname(text: string): string | null {
  const host = isIPv6(text) ? `[${text}]` : text;
  if (/[/?#@\\*\s]/.test(host) || /:\d*$/.test(host.replace(/^\[.*\]/, '')) || !URL.canParse(`http://${host}`))
    return null;
  return new URL(`http://${host}`).hostname;
}

const hostnames = z
  .string()
  .transform((value) =>
    value
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map(hostname),
  )
  .refine(
    (names) => !names.includes(null),
    'must be host names or addresses separated by commas, without scheme, port, path or wildcard',
  )
  .transform((names) => names.filter((name) => name !== null));

/** `info` is the usual name of Nest's `log`. */
const logLevel = z
  .enum([...LOG_LEVELS, 'info'], `must be one of ${LOG_LEVELS.join(', ')}`)
  .transform((level): LogLevelName => (level === 'info' ? 'log' : level));

export const liveKitUrl = url('the address of LiveKit', 'ws', 'wss', 'http', 'https');

export const environmentSchema = z.object({
  PORT: whole(0, 65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: origin.nullable().default(null),
  ALLOWED_HOSTS: hostnames.default([]),
  DATABASE_URL: url('a PostgreSQL address', 'postgres', 'postgresql')
    .refine(isDecodable, BAD_PERCENT)
    .nullable()
    .default(null),
  DATA_DIR: z.string().default('./data'),
  REDIS_URL: url('a Redis address', 'redis', 'rediss')
    .refine(isDecodable, BAD_PERCENT)
    .refine(isRedisDatabase, 'may end in the number of a database (redis://host:6379/1) and in nothing else')
    .nullable()
    .default(null),
  LIVEKIT_URL: liveKitUrl.nullable().default(null),
  LIVEKIT_API_KEY: z.string().nullable().default(null),
  LIVEKIT_API_SECRET: z.string().nullable().default(null),
  LIVEKIT_KEYS: z.string().nullable().default(null),
  LIVEKIT_SERVERS: z.string().nullable().default(null),
  TENANT_KEY: z.string().nullable().default(null),
  RETENTION_DAYS: whole(1, 36_500).nullable().default(null),
  SESSION_RETENTION_DAYS: whole(1, 36_500).nullable().default(null),
  LOG_LEVEL: logLevel.default('log'),
  NODE_ENV: z.string().default('development'),
  DASHBOARD_DIR: z.string().nullable().default(null),
});

export type Environment = z.infer<typeof environmentSchema>;
