/** Errors of requests to LiveKit's API. The messages are shown to operators and contain no secret. */
import { isObject } from './json';

export const API_ERRORS = [
  'unreachable',
  'timeout',
  'tls',
  'unauthorized',
  'not_connected',
  'no_node',
  'other',
] as const;
export type ApiErrorKind = (typeof API_ERRORS)[number];

export class LiveKitApiError extends Error {
  override readonly name = 'LiveKitApiError';

  constructor(
    readonly kind: ApiErrorKind,
    message: string,
  ) {
    super(message);
  }
}

/** Codes of OpenSSL and Node for an untrusted certificate, or for a server without TLS. */
const TLS = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|EPROTO$)/;
const CODE = /^[A-Z][A-Z0-9_]{2,60}$/;

/** For a rejected `fetch`. `host` is host and port. */
export function requestError(error: unknown, host: string, timeoutMs: number): LiveKitApiError {
  if (isObject(error) && error['name'] === 'TimeoutError') {
    return new LiveKitApiError('timeout', `LiveKit at ${host} did not answer within ${timeoutMs / 1000} s`);
  }
  const code = codeOf(error);
  return code !== null && TLS.test(code)
    ? new LiveKitApiError('tls', `No TLS connection to LiveKit at ${host}: ${code}`)
    : new LiveKitApiError('unreachable', `LiveKit at ${host} cannot be reached${code === null ? '' : `: ${code}`}`);
}

/** For a response that is an error or not LiveKit's. `word`: Twirp's error code, null if there is none. */
export function responseError(status: number, word: string | null, host: string, key: string): LiveKitApiError {
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

/** LiveKit runs without Redis, which its egress and ingress services require. */
export const notConnected = (host: string): LiveKitApiError =>
  new LiveKitApiError('not_connected', `LiveKit at ${host} runs without Redis, so it has no egress and no ingress`);

export const noNode = (host: string): LiveKitApiError =>
  new LiveKitApiError('no_node', `No node of LiveKit at ${host} answered the request`);

/** undici stores the reason in `cause`; for a host of several addresses that is an `AggregateError`. */
function codeOf(error: unknown): string | null {
  if (!isObject(error)) return null;
  const { code, cause, errors } = error;
  if (typeof code === 'string' && CODE.test(code)) return code;
  return codeOf(Array.isArray(errors) ? errors[0] : cause);
}
