/**
 * Fastify with the limits that apply before a route is reached: sizes, timeouts, and HTTP errors as problem+json.
 * Invariant: no connection stays open without progress. The headers and then the whole request must arrive in time, and
 * an idle connection is closed.
 */
import type { Socket } from 'node:net';
import { SOCKET_PATH } from '@livekit-dashboard/contracts';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEM_TYPE, problemOf } from './problem';
import { answerError } from './problem.filter';

export interface HttpLimits {
  /** From the first byte of a request until its headers are complete, in ms. */
  readonly headersMs: number;
  /** From the first byte of a request until its last, in ms. */
  readonly requestMs: number;
  /** How often the two timeouts above are checked, in ms. */
  readonly checkEveryMs: number;
  /** A connection without traffic in either direction is closed after this, in ms. Longer than any query may take. */
  readonly silenceMs: number;
  /** Limit of a request's body in bytes; the webhook has its own limit. */
  readonly bodyBytes: number;
}

const HTTP_LIMITS: HttpLimits = {
  headersMs: 15_000,
  requestMs: 30_000,
  checkEveryMs: 5_000,
  silenceMs: 120_000,
  bodyBytes: 64 * 1024,
};

/**
 * An upgrade request for any other path is answered as an ordinary one: a connection that no handler accepts would have
 * no timeout.
 */
const isSocket = ({ url }: { readonly url?: string | undefined }): boolean =>
  url?.startsWith(`${SOCKET_PATH}/`) ?? false;

/** Ids and names in a path may have any length; Node limits the whole head of a request to 16 KiB. */
const PARAMETER_LENGTH = 16 * 1024;

export function httpAdapter(limits: Partial<HttpLimits> = {}): FastifyAdapter {
  const { headersMs, requestMs, checkEveryMs, silenceMs, bodyBytes } = { ...HTTP_LIMITS, ...limits };
  const adapter = new FastifyAdapter({
    bodyLimit: bodyBytes,
    requestTimeout: requestMs,
    connectionTimeout: silenceMs,
    http: {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: checkEveryMs,
      shouldUpgradeCallback: isSocket,
    },
    routerOptions: { maxParamLength: PARAMETER_LENGTH },
    forceCloseConnections: 'idle',
    return503OnClosing: false, // ingest refuses by itself, with Retry-After
    frameworkErrors: unroutable,
    clientErrorHandler: notHttp,
  });
  const fastify = adapter.getInstance();
  fastify.setErrorHandler((error: unknown, _request: FastifyRequest, reply: FastifyReply) => answerError(error, reply));
  // Nest sets its handler after the routes were created with Fastify's, so a body that is not JSON would be answered in
  // another form.
  adapter.setErrorHandler = () => fastify;
  return adapter;
}

/** A path that cannot be decoded reaches neither a route nor the error handler. */
function unroutable(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  const status = error.statusCode ?? 400;
  void reply
    .status(status)
    .header('x-content-type-options', 'nosniff')
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problemOf(status, error.message)));
}

const CLIENT_ERRORS: Readonly<Record<string, readonly [number, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time.'],
  HPE_HEADER_OVERFLOW: [431, 'The headers are larger than 16 KiB.'],
};

/**
 * Requests that Node's parser refuses: malformed, too large or too slow. There is a socket, but no request to reply to.
 */
function notHttp(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const [status, detail] = CLIENT_ERRORS[error.code ?? ''] ?? [400, 'This is not valid HTTP.'];
  if (socket.writable && !isAnswering(socket)) socket.write(responseText(status, detail));
  socket.destroy();
}

/** Writing a second response would corrupt one in progress. */
const isAnswering = (socket: Socket): boolean =>
  (socket as { readonly _httpMessage?: { readonly headersSent: boolean } | null })._httpMessage?.headersSent === true;

/** A whole HTTP response, for a socket from which no request could be read. */
export function responseText(status: number, detail: string): string {
  const problem = problemOf(status, detail);
  const body = JSON.stringify(problem);
  return [
    `HTTP/1.1 ${status} ${problem.title}`,
    'Connection: close',
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    '',
    body,
  ].join('\r\n');
}
