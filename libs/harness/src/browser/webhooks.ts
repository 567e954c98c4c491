/** Signs webhooks as LiveKit does: a JWT of the API key that carries the hash of the body. */
import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WORKSPACE } from '../workspace';

export const API_KEY = 'devkey';
export const API_SECRET = 'a-secret-for-tests-of-more-than-32-characters';
export const WEBHOOK_PATH = '/api/webhooks/livekit';

const TOKEN_TTL_S = 300;
const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** Possible errors of a sender. */
export interface Signing {
  readonly key?: string;
  readonly secret?: string;
  /** By the sender's clock, in ms. */
  readonly at?: number;
}

export function webhookHeaders(body: string | Uint8Array, signing: Signing = {}): Record<string, string> {
  const { key = API_KEY, secret = API_SECRET, at = Date.now() } = signing;
  const now = Math.floor(at / 1000);
  const sha256 = createHash('sha256').update(body).digest('base64');
  const claims = { iss: key, nbf: now, exp: now + TOKEN_TTL_S, sha256 };
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  const signature = createHmac('sha256', secret).update(signed).digest('base64url');
  return { 'content-type': 'application/webhook+json', authorization: `${signed}.${signature}` };
}

/** Resolves with the status. */
export async function postWebhook(origin: string, body: string, signing: Signing = {}): Promise<number> {
  const headers = webhookHeaders(body, signing);
  const answer = await fetch(new URL(WEBHOOK_PATH, origin), { method: 'POST', headers, body });
  await answer.arrayBuffer();
  return answer.status;
}

/** A time in protobuf's JSON: seconds, ms, us or ns as text. */
const TIME = /"(\w*(?:At|Time|Ms|Micro))":"(\d{10}(?:\d{3}){0,3})"/g;

/**
 * The bodies of a capture of the simulator, as a real LiveKit server posted them, with times as if it had just ended:
 * the dashboard ends open sessions that are as old as the captures.
 */
export function capture(name: string): string[] {
  const file = join(WORKSPACE, 'apps', 'simulator', 'captures', `${name}.jsonl`);
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const bodies = lines.map((line) => (JSON.parse(line) as { body: string }).body);
  const last = Math.max(...bodies.map((body) => Number((JSON.parse(body) as { createdAt: string }).createdAt)));
  const age = BigInt(Math.floor(Date.now() / 1000) - last);
  return bodies.map((body) =>
    body.replace(TIME, (_, field: string, time: string) => {
      const unit = 10n ** BigInt(time.length - 10);
      return `"${field}":"${BigInt(time) + age * unit}"`;
    }),
  );
}
