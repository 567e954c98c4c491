/** The whole application in this process for REST tests: over an empty database and without a port. */
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { problem, type Problem } from '@livekit-dashboard/contracts';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { AppModule } from '../app.module';
import { Config } from '../config/config';
import { parseEnvironment } from '../config/parse-environment';
import { httpAdapter } from '../http/http-adapter';
import { installHttp } from '../http/install-http';
import { IngestService } from '../ingest/ingest.service';
import { serveApiDocs } from '../query/api-docs';
import { SilenceService } from '../reconcile/silence.service';
import { RetentionService } from '../retention/retention.service';
import { RejectionCounter } from '../webhook/rejection-counter';
import type { TestDatabase } from './test-database';

interface Sent {
  readonly method: 'POST' | 'PUT';
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RestApp {
  readonly dataSource: DataSource;
  /** `GET /api/v1...`. The response must have the form of the contract, without missing or unknown fields. */
  get<T extends z.ZodType>(path: string, form: T): Promise<z.output<T>>;
  /** The problem with which a request is answered. */
  refusal(path: string): Promise<Problem>;
  /** Like `get` and `refusal`, with a body. */
  send<T extends z.ZodType>(path: string, sent: Sent, form: T): Promise<z.output<T>>;
  sendRefused(path: string, sent: Sent): Promise<Problem>;
  /** The response to any path, as text. */
  text(url: string): Promise<string>;
  /** The whole response to a GET of any path. */
  reply(url: string): Promise<Awaited<ReturnType<NestFastifyApplication['inject']>>>;
  /** Listens on a port from now on; resolves to the URL. */
  listen(): Promise<string>;
  /** Every route of `GET /api/v1/...`. */
  readonly routes: readonly string[];
  /** A provider of the application. */
  provider<T>(type: Type<T>): T;
  /** Submits an event as the webhook does. */
  ingest: IngestService['submit'];
  /** Writes the rejections counted so far. */
  rejectionsWritten(): Promise<void>;
  readonly close: () => Promise<void>;
}

interface Surroundings {
  /** The text of every file that the environment names. */
  readonly file?: string;
  /** Classes of services to replace by ones that do nothing, besides those that would end or delete the tests' old rows. */
  readonly without?: readonly Type[];
}

/** Tests post events of a fixed day. These services end and delete what is that old, as soon as they look. */
const ACT_BY_AGE: readonly Type[] = [SilenceService, RetentionService];

/** `environment`: variables besides those of the database. */
export async function startRestApp(
  create: () => Promise<TestDatabase>,
  environment: Readonly<Record<string, string>> = {},
  { file = '', without = [] }: Surroundings = {},
): Promise<RestApp> {
  const database = await create();
  const config = parseEnvironment({ ...environment, DATABASE_URL: database.url }, () => file);
  const builder = Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(Config)
    .useValue(config);
  for (const service of [...ACT_BY_AGE, ...without]) builder.overrideProvider(service).useValue({});
  const module = await builder.compile();
  const app = module.createNestApplication<NestFastifyApplication>(httpAdapter(), { logger: false });
  const routes: string[] = [];
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', ({ method, url }) => {
      routes.push(...[method].flat().map((verb) => `${verb} ${url}`));
    });
  installHttp(app);
  serveApiDocs(app);
  await app.init();
  const inject = (url: string, sent?: Sent) =>
    app.inject({
      method: sent?.method ?? 'GET',
      url,
      headers: { ...sent?.headers },
      ...(sent && { payload: sent.body }),
    });
  const answered = async <T extends z.ZodType>(path: string, form: T, sent?: Sent): Promise<z.output<T>> => {
    const reply = await inject(`/api/v1/${path}`, sent);
    if (reply.statusCode !== 200) throw new Error(`${path} was answered ${reply.statusCode}: ${reply.body}`);
    const body = reply.json<unknown>();
    const parsed = form.parse(body);
    expect(body).toEqual(parsed);
    return parsed;
  };
  const refused = async (path: string, sent?: Sent): Promise<Problem> => {
    const reply = await inject(`/api/v1/${path}`, sent);
    expect(reply.headers['content-type']).toContain('application/problem+json');
    const answered = problem.parse(reply.json());
    expect(reply.statusCode).toBe(answered.status);
    return answered;
  };
  return {
    dataSource: app.get(DataSource, { strict: false }),
    routes,
    get: (path, form) => answered(path, form),
    refusal: (path) => refused(path),
    send: (path, sent, form) => answered(path, form, sent),
    sendRefused: refused,
    text: async (url) => {
      const reply = await inject(url);
      if (reply.statusCode !== 200) throw new Error(`${url} was answered ${reply.statusCode}`);
      return reply.body;
    },
    reply: inject,
    listen: async () => {
      await app.listen(0, '127.0.0.1');
      return app.getUrl();
    },
    provider: (type) => app.get(type, { strict: false }),
    ingest: (event) => app.get(IngestService, { strict: false }).submit(event),
    rejectionsWritten: () => app.get(RejectionCounter, { strict: false }).written(),
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}
