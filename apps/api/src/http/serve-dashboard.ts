/**
 * Serves the built dashboard from the api's process. Files with a hash in their name are cached for a year;
 * `index.html`, which references them, is revalidated each time. The build stored compressed variants next to each
 * file, and a browser gets the smallest one it accepts. Every path that is neither a file nor the api's is a page of
 * the dashboard.
 */
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

const HASHED = /-[\w-]{8}\.\w+(?:\.(?:br|gz))?$/;
/**
 * The api's paths and files: a missing file must not be answered with a page. A sid or a name in a path has no file
 * extension.
 */
const NOT_PAGES = /^\/(?:api|socket\.io)(?:[/?]|$)|^[^?]*\.(?:js|css|map|svg|ico|png|woff2?|json|txt)(?:\?|$)/;

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
      void reply.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const page = (request: FastifyRequest, reply: FastifyReply): unknown => {
    if (NOT_PAGES.test(request.url)) {
      reply.callNotFound();
      return reply;
    }
    return reply.sendFile('index.html');
  };
  fastify.get('/', page);
  fastify.get('/*', page);
}
