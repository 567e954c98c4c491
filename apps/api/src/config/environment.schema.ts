/**
 * What each variable may hold, one by one. Rules between variables are in parse-environment.ts.
 * Invariant: no message repeats a value.
 */
import { z } from 'zod';
import { LOG_LEVELS, type LogLevelName } from './config';

const url = (what: string, ...schemes: string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)),
      `must be ${what}, a URL that starts with ${schemes.map((s) => `${s}://`).join(' or ')}`,
    );

const whole = (min: number, max: number) => {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
};

const origin = url('the address people open', 'http', 'https').transform((value) => value.replace(/\/+$/, ''));

/** `info` is what other programs call Nest's `log`. */
const logLevel = z
  .enum([...LOG_LEVELS, 'info'], `must be one of ${LOG_LEVELS.join(', ')}`)
  .transform((level): LogLevelName => (level === 'info' ? 'log' : level));

export const liveKitUrl = url('the address of LiveKit', 'ws', 'wss', 'http', 'https');

export const environmentSchema = z.object({
  PORT: whole(0, 65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: origin.nullable().default(null),
  DATABASE_URL: url('a PostgreSQL address', 'postgres', 'postgresql').nullable().default(null),
  DATA_DIR: z.string().default('./data'),
  REDIS_URL: url('a Redis address', 'redis', 'rediss').nullable().default(null),
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
