/**
 * OpenAPI at `/api/docs` and AsyncAPI next to it, generated from the contract's schemas; nothing of them is written by
 * hand.
 */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { asyncApiDocument } from './asyncapi';
import { openApiDocument } from './openapi';

export function serveApiDocs(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, openApiDocument(), { customSiteTitle: 'LiveKit Dashboard API' });
  const socketDocs = asyncApiDocument();
  app
    .getHttpAdapter()
    .getInstance()
    .get('/api/docs/asyncapi.json', () => socketDocs);
}
