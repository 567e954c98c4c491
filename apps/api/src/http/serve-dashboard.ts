/**
 * The built dashboard from the api's own process. Files whose names carry a hash are kept for a year; `index.html`, which names
 * them, is asked for each time. The build left each compressed beside it: a browser gets the smallest that it takes. Every path
 * that is no file and not the api's is a page of the dashboard.
 */
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

const HASHED = /-[\w-]{8}\.\w+(?:\.(?:br|gz))?$/;
/** The api's paths, and files: a file that is not there must not look like a page. A sid or a name in a path has no ending. */
const NOT_PAGES = /^\/(?:api|socket\.io)(?:[/?]|$)|^[^?]*\.(?:js|css|map|svg|ico|png|woff2?|json|txt)(?:\?|$)/;

/** Everything from this origin. Styles may be inline: Angular puts components' styles into the page. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

export async function serveDashboard(app: NestFastifyApplication, root: string): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.register(fastifyStatic, {
    root,
    wildcard: false,
    index: false,
    cacheControl: false,
    preCompressed: true,
    globIgnore: ['**/*.{br,gz}'],
    setHeaders: (reply, path) => {
      void reply
        .header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
        .header('x-content-type-options', 'nosniff');
    },
  });
  const page = (request: FastifyRequest, reply: FastifyReply): unknown => {
    if (NOT_PAGES.test(request.url)) {
      reply.callNotFound();
      return reply;
    }
    return reply
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .header('referrer-policy', 'same-origin')
      .sendFile('index.html');
  };
  fastify.get('/', page);
  fastify.get('/*', page);
}
