/**
 * Verifies that a body is from a configured LiveKit server: `iss` of the token names the API key, the signature proves
 * the secret, and the claim `sha256` binds the token to these bytes. Invariants: HS256 only; the token is checked
 * before the body is read (ST14); nothing here throws or reveals a secret. Lifecycle: created once from the configured
 * keys, with one SDK verifier for each key.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
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

/** The tolerance of LiveKit's own receiver: clocks of two machines differ, and LiveKit drops an event after a 4xx. */
const CLOCK_LEEWAY_SECONDS = 60;

export interface Refused {
  readonly ok: false;
  readonly reason: Refusal;
  /** The key that the token names, if it could be read: untrusted text. */
  readonly apiKey: string | null;
  /** The server of that key, if the key is configured. The token need not be signed by it. */
  readonly source: string | null;
  /** For expired and not yet valid tokens: how far this clock is ahead of the sender's, or how late the delivery is. */
  readonly clockOffsetSeconds: number | null;
}

/** A valid token. `sha256`: the hash that it claims for the body. */
export interface Admission {
  readonly ok: true;
  readonly apiKey: string;
  readonly source: string;
  readonly sha256: unknown;
}

export type Verdict = { readonly ok: true; readonly apiKey: string; readonly source: string } | Refused;

export class WebhookVerifier {
  readonly #keys: ReadonlyMap<string, { readonly source: string; readonly verifier: TokenVerifier }>;
  /**
   * Verifies tokens of unknown keys, so that they take as long as known ones: the time until a 401 must not reveal
   * which keys exist.
   */
  readonly #decoy = new TokenVerifier('', randomBytes(32).toString('hex'));

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
    const admission = await this.admit(authorization);
    return admission.ok ? this.verifyBody(admission, body) : admission;
  }

  /** Checks the signature and the times of the token: all that can be checked before the body has arrived. */
  async admit(authorization: string | undefined): Promise<Admission | Refused> {
    const token = (authorization ?? '').replace(/^Bearer\s+/i, '').trim();
    if (token === '') return refuse('missing_token', null);
    const claims = claimsOf(token);
    const apiKey = claims?.iss;
    if (claims === null || typeof apiKey !== 'string' || headerOf(token)?.['alg'] !== 'HS256') {
      return refuse('malformed_token', typeof apiKey === 'string' ? apiKey : null);
    }
    const known = this.#keys.get(apiKey);
    try {
      const { sha256 } = await (known?.verifier ?? this.#decoy).verify(token, CLOCK_LEEWAY_SECONDS);
      if (known !== undefined) return { ok: true, apiKey, source: known.source, sha256 };
    } catch (error) {
      if (known !== undefined) return { ...refusalOf(error, apiKey, claims), source: known.source };
    }
    return refuse('unknown_key', apiKey);
  }

  /** Whether these are the bytes that the token was signed for. */
  verifyBody({ sha256, apiKey, source }: Admission, body: Buffer): Verdict {
    return matches(sha256, body) ? { ok: true, apiKey, source } : { ...refuse('body_mismatch', apiKey), source };
  }
}

const refuse = (reason: Refusal, apiKey: string | null, clockOffsetSeconds: number | null = null): Refused => ({
  ok: false,
  reason,
  apiKey,
  source: null,
  clockOffsetSeconds,
});

/** LiveKit encodes the hash as base64. */
function matches(sha256: unknown, body: Buffer): boolean {
  if (typeof sha256 !== 'string') return false;
  const claimed = Buffer.from(sha256, 'base64');
  const actual = createHash('sha256').update(body).digest();
  return claimed.length === actual.length && timingSafeEqual(claimed, actual);
}

/** The SDK throws jose's errors, whose codes are documented. It checks the signature first, then the times. */
function refusalOf(error: unknown, apiKey: string, claims: Claims): Refused {
  const { code, claim } = error as { readonly code?: string; readonly claim?: string };
  const isTime = claim === 'exp' || claim === 'nbf';
  if (code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') return refuse('wrong_secret', apiKey);
  if (code === 'ERR_JWT_EXPIRED') return refuse('expired', apiKey, offsetOf(claims));
  if (code === 'ERR_JWT_CLAIM_VALIDATION_FAILED' && isTime && claims.nbf !== undefined && claims.exp !== undefined) {
    return refuse('not_yet_valid', apiKey, offsetOf(claims));
  }
  return refuse('malformed_token', apiKey);
}

/** A token is created at its `nbf`, just before it is sent. */
function offsetOf({ nbf, exp }: Claims): number | null {
  const madeAt = nbf ?? exp;
  return madeAt === undefined ? null : Math.round(Date.now() / 1000 - madeAt);
}
