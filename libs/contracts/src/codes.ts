/** The registry of error codes: the same word for the same cause in a REST problem and in a socket's refusal. */
export const ERROR_CODES = [
  /** 400: not of its form. */
  'bad_request',
  /** 401: no valid token. */
  'unauthorized',
  /** 403: of another origin, or not allowed. */
  'forbidden',
  /** 404 */
  'not_found',
  /** 300: several servers have that id; `source` chooses one. On a socket: the topic's `<source>/`. */
  'ambiguous',
  /** 408: the request did not arrive in time. */
  'timeout',
  /** 409 */
  'conflict',
  /** 410: deleted by retention. */
  'gone',
  /** 413, 414, 431: the body, the path or the headers. On a socket: the snapshot. */
  'too_large',
  /** 415: the body is not application/json. */
  'unsupported_media_type',
  /** 421: the Host header names a host that is not this server. */
  'unknown_host',
  /** 429 */
  'too_many_requests',
  /** 500: the reference in `detail` finds its line in the log. */
  'internal',
  /** 503: try again later. */
  'unavailable',
  /** Socket only. */
  'unknown_topic',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Those that a socket's refusal may carry. */
export const SOCKET_ERROR_CODES = [
  'bad_request',
  'unknown_topic',
  'forbidden',
  'too_large',
  'unavailable',
  'ambiguous',
] as const satisfies readonly ErrorCode[];
