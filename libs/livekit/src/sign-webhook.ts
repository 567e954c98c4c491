import { createHash, createHmac } from 'node:crypto';

const TOKEN_TTL_S = 300;
const HEADER = encode({ alg: 'HS256', typ: 'JWT' });

export interface ApiKey {
  readonly key: string;
  readonly secret: string;
}

/**
 * LiveKit's webhook token: a JWT of the API key, valid for five minutes, with the hash of the body. It has no `Bearer`
 * prefix.
 */
export function signWebhook(body: string | Buffer, { key, secret }: ApiKey, nowMs: number): string {
  const now = Math.floor(nowMs / 1000);
  const sha256 = createHash('sha256').update(body).digest('base64');
  const signed = `${HEADER}.${encode({ iss: key, exp: now + TOKEN_TTL_S, nbf: now, iat: now, sha256 })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
