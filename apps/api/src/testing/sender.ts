/** Posts webhooks as LiveKit does: signed, each with its own token. */
import { createHash, createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { API_KEY, API_SECRET } from './built-api';

const CAPTURES = new URL('../../../simulator/captures/', import.meta.url);

/** The recorded bodies of a real LiveKit server, in order. */
export const capturedBodies = (): string[] =>
  readdirSync(CAPTURES)
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => readFileSync(new URL(file, CAPTURES), 'utf8').trim().split('\n'))
    .map((line) => (JSON.parse(line) as { body: string }).body);

export interface Token {
  readonly key?: string;
  readonly secret?: string;
  /** When the token was created, in seconds from now. */
  readonly madeIn?: number;
  /** The body that the token was signed for, if it differs from the one that is sent. */
  readonly body?: string;
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

export function tokenFor(
  body: string | Buffer,
  { key = API_KEY, secret = API_SECRET, madeIn = 0 }: Token = {},
): string {
  const now = Math.floor(Date.now() / 1000) + madeIn;
  const sha256 = createHash('sha256').update(body).digest('base64');
  const claims = { iss: key, nbf: now, iat: now, exp: now + 300, sha256 };
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

export interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: { readonly result?: string; readonly detail?: string };
  readonly ms: number;
}

/** Rejects if there is no response. `authorization` replaces the token. */
export async function post(
  origin: string,
  body: string | Buffer,
  { authorization, ...token }: Token & { readonly authorization?: string | null } = {},
): Promise<Answer> {
  const from = performance.now();
  const signature = authorization === undefined ? tokenFor(token.body ?? body, token) : authorization;
  const reply = await fetch(`${origin}/api/webhooks/livekit`, {
    method: 'POST',
    headers: {
      'content-type': 'application/webhook+json',
      ...(signature === null ? {} : { authorization: signature }),
    },
    body,
    signal: AbortSignal.timeout(20_000),
  });
  return {
    status: reply.status,
    retryAfter: reply.headers.get('retry-after'),
    body: (await reply.json()) as Answer['body'],
    ms: performance.now() - from,
  };
}

let number = 0;

/** The body of a new event of a room; each call has another id. */
export function roomStarted(room: string, more: Record<string, unknown> = {}): string {
  number += 1;
  const createdAt = String(Math.floor(Date.now() / 1000));
  return JSON.stringify({
    event: 'room_started',
    id: `EV_${room}_${number}`,
    createdAt,
    room: { sid: `RM_${room}`, name: room, creationTime: createdAt, ...more },
  });
}

export const idOf = (body: string): string => (JSON.parse(body) as { id: string }).id;
