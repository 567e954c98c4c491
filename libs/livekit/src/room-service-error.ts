/** Why LiveKit's API gave no answer that can be used. The messages are for people and hold no secret. */
import { isObject } from './json';

export const API_FAULTS = ['unreachable', 'timeout', 'tls', 'unauthorized', 'other'] as const;
export type ApiFault = (typeof API_FAULTS)[number];

export class LiveKitApiError extends Error {
  override readonly name = 'LiveKitApiError';

  constructor(
    readonly fault: ApiFault,
    message: string,
  ) {
    super(message);
  }
}

/** OpenSSL's and Node's words for a certificate that is not believed, or no TLS at all. */
const TLS = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|EPROTO$)/;
const CODE = /^[A-Z][A-Z0-9_]{2,60}$/;

/** `fetch` rejected. `host` is host and port. */
export function faultOfRequest(error: unknown, host: string, timeoutMs: number): LiveKitApiError {
  if (isObject(error) && error['name'] === 'TimeoutError') {
    return new LiveKitApiError('timeout', `LiveKit at ${host} did not answer within ${timeoutMs / 1000} s`);
  }
  const code = codeOf(error);
  return code !== null && TLS.test(code)
    ? new LiveKitApiError('tls', `No TLS connection to LiveKit at ${host}: ${code}`)
    : new LiveKitApiError('unreachable', `LiveKit at ${host} cannot be reached${code === null ? '' : `: ${code}`}`);
}

/** It answered, but not with what was asked for. `word`: Twirp's name of the error, null if it told none. */
export function faultOfAnswer(status: number, word: string | null, host: string, key: string): LiveKitApiError {
  if (status === 401 || status === 403) {
    const hint = 'is the secret right, does LiveKit have this key, and are both clocks right?';
    return new LiveKitApiError('unauthorized', `LiveKit at ${host} refused the API key ${key} (${status}): ${hint}`);
  }
  return new LiveKitApiError(
    'other',
    word === null
      ? `${host} answered ${status}, and not as LiveKit does: is that the address of LiveKit?`
      : `LiveKit at ${host} answered ${status} ${word}`,
  );
}

/** undici tells what happened in `cause`, of several addresses in an `AggregateError`. */
function codeOf(error: unknown): string | null {
  if (!isObject(error)) return null;
  const { code, cause, errors } = error;
  if (typeof code === 'string' && CODE.test(code)) return code;
  return codeOf(Array.isArray(errors) ? errors[0] : cause);
}
