/** The parts of HTTP that need Nest's lifecycle. install-http.ts installs the rest on Fastify. */
import { Module } from '@nestjs/common';
import { OpenRequests } from './open-requests';

@Module({ providers: [OpenRequests] })
export class HttpModule {}
