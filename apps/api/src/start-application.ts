/**
 * Makes the application and listens. Lifecycle: on SIGTERM or SIGINT new webhooks are refused (503), accepted ones are
 * committed, sockets are closed, the database last.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConsoleLogger, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { AppModule } from './app.module';
import { Config, LOG_LEVELS } from './config/config';
import { ConfigError } from './config/config-error';
import { loadConfig } from './config/load-config';
import { serveDashboard } from './http/serve-dashboard';
import { PROBLEM_TYPE, problemOf } from './http/problem';
import { ProblemFilter } from './http/problem.filter';
import { serveApiDocs } from './query/api-docs';
import { DataDirLockedError } from './store/database/data-dir-lock';

/** No request of ours but webhooks, which have a limit of their own, has a large body. */
const BODY_LIMIT = 64 * 1024;

/** Starts everything; a fault that a person can mend is told in a sentence, and the process ends. */
export async function startApplication(): Promise<void> {
  try {
    const app = await createApplication(loadConfig());
    const { host, port } = app.get(Config);
    await app.listen(port, host);
    new Logger('Dashboard').log(`Listening on ${await app.getUrl()}`);
  } catch (error) {
    const mendable = error instanceof ConfigError || error instanceof DataDirLockedError;
    console.error(mendable ? error.message : error);
    process.exit(1);
  }
}

async function createApplication(config: Config): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule,
    new FastifyAdapter({
      bodyLimit: BODY_LIMIT,
      forceCloseConnections: 'idle',
      return503OnClosing: false, // ingest refuses for itself, with Retry-After
      frameworkErrors: unroutable,
    }),
    { logger: loggerOf(config), abortOnError: false },
  );
  app.useGlobalFilters(new ProblemFilter());
  app.useWebSocketAdapter(new IoAdapter(app));
  app.enableShutdownHooks();
  serveApiDocs(app);
  const dashboard = config.dashboardDir ?? builtDashboard();
  if (dashboard !== null) await serveDashboard(app, dashboard);
  return app;
}

/** A path that cannot be decoded never reaches a route, nor the filter. */
function unroutable(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  const status = error.statusCode ?? 400;
  void reply
    .status(status)
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problemOf(status, error.message)));
}

/** The build puts the dashboard beside the api. Null: only the api was built. */
function builtDashboard(): string | null {
  const folder = join(import.meta.dirname, '../dashboard/browser');
  return existsSync(join(folder, 'index.html')) ? folder : null;
}

/** A JSON line an event in production, a readable line in a terminal; this level and the graver ones. */
function loggerOf({ logLevel, production }: Config): ConsoleLogger {
  const logLevels = LOG_LEVELS.slice(0, LOG_LEVELS.indexOf(logLevel) + 1);
  return new ConsoleLogger({
    logLevels: ['fatal', ...logLevels],
    json: production,
    colors: !production && process.stdout.isTTY,
  });
}
