/**
 * Is this body from a LiveKit server we know? The token's `iss` names the API key, its signature proves the secret, its
 * `sha256` claim binds it to these bytes.
 * Invariants: HS256 only; a body is looked at only under a valid token; nothing here throws or tells a secret.
 * Lifecycle: made once from the configured keys, holds one SDK verifier a key.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { TokenVerifier } from 'livekit-server-sdk';
import { claimsOf, headerOf, type Claims } from './token';

export interface WebhookKey {
  readonly secret: string;
  /** Name of the configured LiveKit server. */
  readonly source: string;
}

export const REFUSALS = [
  'missing_token',
  'malformed_token',
  'unknown_key',
  'wrong_secret',
  'expired',
  'not_yet_valid',
  'body_mismatch',
] as const;
export type Refusal = (typeof REFUSALS)[number];

export type Verdict =
  | { readonly ok: true; readonly apiKey: string; readonly source: string }
  | {
      readonly ok: false;
      readonly reason: Refusal;
      /** The key the token names, if it could be read: untrusted text. */
      readonly apiKey: string | null;
      /** Of expired and not yet valid tokens: how far this clock is ahead of the sender's (or how late the delivery is). */
      readonly clockOffsetSeconds: number | null;
    };

export class WebhookVerifier {
  readonly #keys: ReadonlyMap<string, { readonly source: string; readonly verifier: TokenVerifier }>;

  constructor(keys: ReadonlyMap<string, WebhookKey>) {
    this.#keys = new Map(
      [...keys].map(([key, { secret, source }]) => [key, { source, verifier: new TokenVerifier(key, secret) }]),
    );
  }

  /** Without a key every webhook is refused. */
  get hasKeys(): boolean {
    return this.#keys.size > 0;
  }

  async verify(authorization: string | undefined, body: Buffer): Promise<Verdict> {
    const token = (authorization ?? '').replace(/^Bearer\s+/i, '').trim();
    if (token === '') return refuse('missing_token', null);
    const claims = claimsOf(token);
    const apiKey = claims?.iss;
    if (claims === null || typeof apiKey !== 'string' || headerOf(token)?.['alg'] !== 'HS256') {
      return refuse('malformed_token', typeof apiKey === 'string' ? apiKey : null);
    }
    const known = this.#keys.get(apiKey);
    if (known === undefined) return refuse('unknown_key', apiKey);
    try {
      const { sha256 } = await known.verifier.verify(token);
      return matches(sha256, body) ? { ok: true, apiKey, source: known.source } : refuse('body_mismatch', apiKey);
    } catch (error) {
      return refusalOf(error, apiKey, claims);
    }
  }
}

const refuse = (reason: Refusal, apiKey: string | null, clockOffsetSeconds: number | null = null): Verdict => ({
  ok: false,
  reason,
  apiKey,
  clockOffsetSeconds,
});

/** LiveKit writes the hash as base64. */
function matches(sha256: unknown, body: Buffer): boolean {
  if (typeof sha256 !== 'string') return false;
  const claimed = Buffer.from(sha256, 'base64');
  const actual = createHash('sha256').update(body).digest();
  return claimed.length === actual.length && timingSafeEqual(claimed, actual);
}

/** The SDK throws jose's errors; their codes are its documented contract. It checks the signature first, then the times. */
function refusalOf(error: unknown, apiKey: string, claims: Claims): Verdict {
  const { code, claim } = error as { readonly code?: string; readonly claim?: string };
  const isTime = claim === 'exp' || claim === 'nbf';
  if (code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') return refuse('wrong_secret', apiKey);
  if (code === 'ERR_JWT_EXPIRED') return refuse('expired', apiKey, offsetOf(claims));
  if (code === 'ERR_JWT_CLAIM_VALIDATION_FAILED' && isTime && claims.nbf !== undefined && claims.exp !== undefined) {
    return refuse('not_yet_valid', apiKey, offsetOf(claims));
  }
  return refuse('malformed_token', apiKey);
}

/** A token is made at its `nbf`, just before it is sent. */
function offsetOf({ nbf, exp }: Claims): number | null {
  const madeAt = nbf ?? exp;
  return madeAt === undefined ? null : Math.round(Date.now() / 1000 - madeAt);
}
