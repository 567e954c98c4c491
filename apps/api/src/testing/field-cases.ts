/**
 * Reads, fills in, signs and checks the cases of `apps/simulator/cases` (its README describes the files). Each run has
 * its own letters, which make its sids unique, and its own start, from which its times count.
 */
import { createHash, createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { API_KEY, API_SECRET } from './built-api';

const FOLDER = new URL('../../../simulator/cases/', import.meta.url);

export interface Check {
  /** A path, or `log`. */
  readonly get: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly pick: string;
  readonly is: unknown;
  /** Seconds within which the check must pass; at once if missing. */
  readonly patience?: number;
  readonly what?: string;
}

export interface Delivery {
  readonly body?: object;
  readonly raw?: string;
  readonly note: string;
  readonly phase?: number;
  readonly times?: number;
  readonly sign?: {
    readonly key?: string;
    readonly secret?: string;
    readonly skew?: number;
    readonly extra?: object;
    readonly drop?: readonly string[];
  };
  readonly prefix?: string;
  /** Null: the header is not sent. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly gzip?: boolean;
  readonly reencode?: boolean;
  readonly expect: { readonly status?: number; readonly then?: readonly Check[] };
}

export const caseNames: readonly string[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''));

export interface Run {
  /** Letters and digits for sids. */
  readonly letters: string;
  readonly nowMs: number;
}

export const deliveriesOf = (name: string, run: Run): readonly Delivery[] =>
  filled(JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')), run) as Delivery[];

const DIGITS_OF_UNIT: Readonly<Record<string, number>> = { s: 0, ms: 3, us: 6, ns: 9 };

/** The value with its times and letters filled in, at every depth. */
function filled(value: unknown, run: Run): unknown {
  if (typeof value === 'string') return filledText(value, run);
  if (Array.isArray(value)) return value.map((item) => filled(item, run));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, run)]));
}

function filledText(text: string, { letters, nowMs }: Run): string | number {
  const named = text.replaceAll('{r}', letters);
  const whole = /^#(s|ms|us|ns):(-?\d+)$/.exec(named);
  if (whole) return Number(instant(nowMs, whole[1], whole[2]));
  return named.replace(/@(s|ms|us|ns):(-?\d+)/g, (_, unit: string, seconds: string) => instant(nowMs, unit, seconds));
}

/** In the given unit, as digits; whole seconds. */
function instant(nowMs: number, unit = 's', seconds = '0'): string {
  const ms = BigInt(nowMs) + BigInt(seconds) * 1000n;
  const digits = DIGITS_OF_UNIT[unit] ?? 0;
  return String(digits < 3 ? ms / 1000n : ms * 10n ** BigInt(digits - 3));
}

export interface Request {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** The request of one delivery, signed over the body before a later step alters it. */
export function requestOf(delivery: Delivery): Request {
  const text = delivery.raw ?? JSON.stringify(delivery.body);
  const sent = Buffer.from(delivery.reencode ? rewritten(text) : text);
  const headers: Readonly<Record<string, string | null>> = {
    'content-type': 'application/webhook+json',
    authorization: `${delivery.prefix ?? ''}${token(text, delivery.sign)}`,
    ...delivery.headers,
  };
  return {
    body: delivery.gzip ? gzipSync(sent) : sent,
    headers: Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    ),
  };
}

/** The same JSON in other bytes, as many programs write it. */
const rewritten = (text: string): string =>
  JSON.stringify(JSON.parse(text), null, 1).replace(
    /[^\0-\x7f]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const jsonOf = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(value));

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

function token(
  body: string,
  { key, secret, skew = 0, extra = {}, drop = [] }: NonNullable<Delivery['sign']> = {},
): string {
  const now = Math.floor(Date.now() / 1000) + skew;
  const sha256 = createHash('sha256').update(body).digest('base64');
  const claims = { iss: key ?? API_KEY, nbf: now, iat: now, exp: now + 300, sha256, ...extra };
  const kept = Object.fromEntries(Object.entries(claims).filter(([name]) => !drop.includes(name)));
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(kept)}`;
  return `${signed}.${createHmac('sha256', secret ?? API_SECRET)
    .update(signed)
    .digest('base64url')}`;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** Describes how the reply to a check differs from the expected one; null if it does not. */
export function difference({ pick, is }: Check, reply: Reply): string | null {
  const found = picked(pick, reply);
  return holds(is, found) ? null : `${pick} is ${jsonOf(found)}, expected ${JSON.stringify(is)}`;
}

function picked(pick: string, { status, text }: Reply): unknown {
  if (pick === 'text') return text;
  if (pick === 'status') return status;
  let value: unknown = JSON.parse(text);
  for (const [, name, index, key, wanted] of pick.matchAll(/([^.[\]]+)|\[(\d+)\]|\[(\w+)=([^\]]+)\]/g)) {
    if (name !== undefined) value = (value as Record<string, unknown> | null | undefined)?.[name];
    else if (index !== undefined) value = (value as unknown[] | null | undefined)?.[Number(index)];
    else if (key !== undefined)
      value = (value as Record<string, unknown>[] | null | undefined)?.find((item) => item[key] === wanted);
  }
  return value;
}

interface Expectation {
  readonly near_ms?: number;
  readonly within?: number;
  readonly contains?: string;
  readonly lacks?: string;
  readonly not?: unknown;
  readonly min?: number;
}

function holds(is: unknown, found: unknown): boolean {
  if (typeof is !== 'object' || is === null) return is === found;
  const { near_ms, within = 0, contains, lacks, not, min } = is as Expectation;
  const text = typeof found === 'string' ? found : jsonOf(found);
  if (near_ms !== undefined) return Math.abs(Date.parse(String(found)) - near_ms) <= within;
  if (contains !== undefined) return text.includes(contains);
  if (lacks !== undefined) return found !== undefined && !text.includes(lacks);
  if (min !== undefined) return typeof found === 'number' && found >= min;
  return found !== not;
}
