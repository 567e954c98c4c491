/** Makes the application, listens, and stops it on a signal. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isatty } from 'node:tty';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { AppModule } from './app.module';
import { Config, LOG_LEVELS } from './config/config';
import { describeStartError } from './config/describe-start-error';
import { loadConfig } from './config/load-config';
import { httpAdapter } from './http/http-adapter';
import { installHttp } from './http/install-http';
import { serveDashboard } from './http/serve-dashboard';
import { AppLogger } from './log/app-logger';
import { serveApiDocs } from './query/api-docs';
import { stopOnSignal } from './stop-on-signal';

/** Starts everything. What the operator can correct is one sentence without a stack; the process ends with 1. */
export async function startApplication(): Promise<void> {
  let config: Config | null = null;
  let app: NestFastifyApplication | null = null;
  try {
    config = loadConfig();
    app = await createApplication(config);
    stopOnSignal(app);
    await app.listen(config.port, config.host);
    new Logger('Dashboard').log(`Listening on ${await app.getUrl()}`);
  } catch (error) {
    console.error(describeStartError(error, config) ?? error);
    // So that the data folder is free for the next start.
    await app?.close().catch((failure: unknown) => console.error(failure));
    process.exit(1);
  }
}

async function createApplication(config: Config): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, httpAdapter(), {
    logger: loggerOf(config),
    abortOnError: false,
  });
  installHttp(app);
  app.useWebSocketAdapter(new IoAdapter(app));
  serveApiDocs(app);
  const dashboard = config.dashboardDir ?? builtDashboard();
  if (dashboard !== null) await serveDashboard(app, dashboard);
  return app;
}

/** The build puts the dashboard next to the api. Null: only the api was built. */
function builtDashboard(): string | null {
  const folder = join(import.meta.dirname, '../dashboard/browser');
  return existsSync(join(folder, 'index.html')) ? folder : null;
}

/** JSON in production; this level and the graver ones. */
function loggerOf({ logLevel, production }: Config): AppLogger {
  const logLevels = LOG_LEVELS.slice(0, LOG_LEVELS.indexOf(logLevel) + 1);
  // Errors go to one stream, the rest to the other: either may be a file.
  const terminal = isatty(1) && isatty(2) && process.env['NO_COLOR'] === undefined;
  return new AppLogger({ logLevels: ['fatal', ...logLevels], json: production, colors: !production && terminal });
}
