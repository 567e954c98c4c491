/** A JSON Web Token of LiveKit: HS256, signed with the secret of an API key. */
import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { isObject, type JsonObject } from './json';

/** The parts of a token. Nothing is verified: the claims are untrusted until `isSignedBy` says so. */
export interface Token {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  /** What the signature covers. */
  readonly signed: string;
  readonly signature: Buffer;
}

/** Null if it has not the form of a token. */
export function parseToken(text: string): Token | null {
  const [header, claims, signature, ...more] = text.split('.');
  if (header === undefined || claims === undefined || signature === undefined || more.length > 0) return null;
  const [headerJson, claimsJson] = [objectOf(header), objectOf(claims)];
  if (headerJson === null || claimsJson === null) return null;
  return {
    header: headerJson,
    claims: claimsJson,
    signed: `${header}.${claims}`,
    signature: Buffer.from(signature, 'base64url'),
  };
}

function objectOf(part: string): JsonObject | null {
  try {
    const json: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isObject(json) ? json : null;
  } catch {
    return null;
  }
}

/** Whether the header asks for what is checked here. `crit` names extensions that a receiver must know; we know none. */
export const isHs256 = ({ header }: Token): boolean => header['alg'] === 'HS256' && !('crit' in header);

export function isSignedBy({ signed, signature }: Token, secret: KeyObject): boolean {
  const expected = createHmac('sha256', secret).update(signed).digest();
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}

export type TimeProblem = 'expired' | 'not_yet_valid' | 'malformed';

/**
 * What is wrong with the times of a token; null if nothing is. `exp` is required: without it a leaked token would be
 * valid for ever. Times are in seconds, as are `nowSeconds` and `leewaySeconds`.
 */
export function timeProblemOf({ claims }: Token, nowSeconds: number, leewaySeconds: number): TimeProblem | null {
  const { exp, nbf, iat } = claims;
  if (typeof exp !== 'number' || !isNumberOrMissing(nbf) || !isNumberOrMissing(iat)) return 'malformed';
  if (nbf !== undefined && nbf > nowSeconds + leewaySeconds) return 'not_yet_valid';
  return exp <= nowSeconds - leewaySeconds ? 'expired' : null;
}

const isNumberOrMissing = (claim: unknown): claim is number | undefined =>
  claim === undefined || typeof claim === 'number';
