/**
 * Applies to every request and response, whatever the route: the request policy, security headers, errors as
 * problem+json, and an end to bodies that are not read. Lifecycle: installed once, before routes are added.
 */
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Config } from '../config/config';
import { LogBudget } from '../log/log-budget';
import { ProblemFilter } from './problem.filter';
import { ProblemException } from './problem';
import { RequestPolicy } from './request-policy';

/**
 * Only this origin, and no inline scripts. Inline styles are allowed, since Angular and Swagger UI insert styles of
 * components into the page.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** On every response. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'same-origin',
};

/**
 * How long a sender may continue with a body that is already answered, in ms: closing at once would break its pipe
 * before it reads the response.
 */
const DRAIN_MS = 5_000;
const REFUSALS_LOGGED_PER_SECOND = 5;

export function installHttp(app: NestFastifyApplication): void {
  const policy = new RequestPolicy(app.get(Config));
  const logger = new Logger('Http');
  const budget = new LogBudget(REFUSALS_LOGGED_PER_SECOND);
  const fastify = app.getHttpAdapter().getInstance();

  fastify.addHook('onRequest', (request, _reply, next) => {
    const refusal = policy.refusalOf({
      method: request.method,
      headers: request.headers,
      localAddress: request.socket.localAddress,
      route: request.routeOptions.url ?? null,
    });
    if (refusal === null) return next();
    if (budget.allows(Date.now())) logger.warn(`Refused ${request.method}: ${refusal.detail}`);
    next(new ProblemException(refusal.status, refusal.detail));
  });
  fastify.addHook('onSend', (request, reply, _payload, next) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS))
      if (!reply.hasHeader(name)) void reply.header(name, value);
    // The pattern of the route, since a request may write its path in many ways.
    const path = request.routeOptions.url ?? request.url;
    if (path.startsWith('/api/') && !reply.hasHeader('cache-control')) {
      void reply.header('cache-control', 'no-store');
    }
    if (!request.raw.complete) void reply.removeHeader('connection'); // Fastify closes where it refuses a body.
    next();
  });
  fastify.addHook('onResponse', ({ raw }, _reply, next) => {
    if (!raw.complete) {
      raw.unpipe().resume();
      setTimeout(() => raw.complete || raw.destroy(), DRAIN_MS).unref();
    }
    next();
  });
  app.useGlobalFilters(new ProblemFilter());
}
