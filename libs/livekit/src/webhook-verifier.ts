/**
 * Verifies that a body is from a configured LiveKit server: `iss` of the token names the API key, the signature proves
 * the secret, and the claim `sha256` binds the token to these bytes. Invariants: HS256 only; the token is checked
 * before the body is read (ST14); nothing here throws or reveals a secret.
 *
 * Why not the SDK's verifier: it imports the secret again for every token and takes a tenth of all the time that ingest
 * takes. A property test proves that both accept the same tokens.
 */
import { createHash, createSecretKey, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import { isHs256, isSignedBy, parseToken, timeProblemOf, type Token } from './token';

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
  readonly #keys: ReadonlyMap<string, { readonly source: string; readonly secret: KeyObject }>;
  /**
   * Verifies tokens of unknown keys, so that they take as long as known ones: the time until a 401 must not reveal
   * which keys exist.
   */
  readonly #decoy = createSecretKey(randomBytes(32));

  constructor(keys: ReadonlyMap<string, WebhookKey>) {
    this.#keys = new Map(
      [...keys].map(([key, { secret, source }]) => [key, { source, secret: createSecretKey(secret, 'utf8') }]),
    );
  }

  /** Without a key every webhook is refused. */
  get hasKeys(): boolean {
    return this.#keys.size > 0;
  }

  verify(authorization: string | undefined, body: Buffer): Verdict {
    const admission = this.admit(authorization);
    return admission.ok ? this.verifyBody(admission, body) : admission;
  }

  /** Checks the signature and the times of the token: all that can be checked before the body has arrived. */
  admit(authorization: string | undefined): Admission | Refused {
    const text = (authorization ?? '').replace(/^Bearer\s+/i, '').trim();
    if (text === '') return refuse('missing_token', null);
    const token = parseToken(text);
    const apiKey = token?.claims['iss'];
    if (token === null || typeof apiKey !== 'string' || !isHs256(token)) {
      return refuse('malformed_token', typeof apiKey === 'string' ? apiKey : null);
    }
    const known = this.#keys.get(apiKey);
    const isSigned = isSignedBy(token, known?.secret ?? this.#decoy);
    if (known === undefined) return refuse('unknown_key', apiKey);
    const { source } = known;
    if (!isSigned) return { ...refuse('wrong_secret', apiKey), source };
    const problem = timeProblemOf(token, Math.floor(Date.now() / 1000), CLOCK_LEEWAY_SECONDS);
    if (problem === null) return { ok: true, apiKey, source, sha256: token.claims['sha256'] };
    if (problem === 'malformed') return { ...refuse('malformed_token', apiKey), source };
    return { ...refuse(problem, apiKey, offsetOf(token)), source };
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

/** A token is created at its `nbf`, just before it is sent. */
function offsetOf({ claims }: Token): number | null {
  const madeAt = typeof claims['nbf'] === 'number' ? claims['nbf'] : claims['exp'];
  return typeof madeAt === 'number' ? Math.round(Date.now() / 1000 - madeAt) : null;
}
