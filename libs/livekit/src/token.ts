/** Reads the parts of a JWT without verifying it: only to choose the secret, and to report what was wrong. */
import { isObject, type JsonObject } from './json';

export interface Claims {
  readonly iss?: unknown;
  readonly nbf?: number;
  readonly exp?: number;
}

const part = (token: string, index: number): JsonObject | null => {
  const parts = token.split('.');
  if (parts.length !== 3) return null;
  try {
    const json: unknown = JSON.parse(Buffer.from(parts[index] ?? '', 'base64url').toString('utf8'));
    return isObject(json) ? json : null;
  } catch {
    return null;
  }
};

export const headerOf = (token: string): JsonObject | null => part(token, 0);

export function claimsOf(token: string): Claims | null {
  const claims = part(token, 1);
  if (claims === null) return null;
  const { iss, nbf, exp } = claims as { iss?: unknown; nbf?: unknown; exp?: unknown };
  return {
    ...(iss === undefined ? {} : { iss }),
    ...(typeof nbf === 'number' ? { nbf } : {}),
    ...(typeof exp === 'number' ? { exp } : {}),
  };
}
