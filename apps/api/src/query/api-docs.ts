/** OpenAPI at `/api/docs`, made from the contract's schemas: no line of it is written by hand. */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { openApiDocument } from './openapi';

export function serveApiDocs(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, openApiDocument(), { customSiteTitle: 'LiveKit Dashboard API' });
}
