/** The whole application in this process, as its REST readers see it: over an empty database and without a port. */
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { problem, type Problem } from '@livekit-dashboard/contracts';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { AppModule } from '../app.module';
import { Config } from '../config/config';
import { parseEnvironment } from '../config/parse-environment';
import { ProblemFilter } from '../http/problem.filter';
import { serveApiDocs } from '../query/api-docs';
import type { TestDatabase } from './test-database';

export interface Sent {
  readonly method: 'POST' | 'PUT';
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RestApp {
  readonly dataSource: DataSource;
  /** `GET /api/v1...`. It must be of the contract's form: nothing missing, nothing the contract does not name. */
  get<T extends z.ZodType>(path: string, form: T): Promise<z.output<T>>;
  /** The problem that a request is answered with. */
  refusal(path: string): Promise<Problem>;
  /** The same as `get`, and the same as `refusal`, with a body to send. */
  send<T extends z.ZodType>(path: string, sent: Sent, form: T): Promise<z.output<T>>;
  sendRefused(path: string, sent: Sent): Promise<Problem>;
  /** The text of any path's answer. */
  text(url: string): Promise<string>;
  /** The whole answer to a GET of any path. */
  reply(url: string): Promise<Awaited<ReturnType<NestFastifyApplication['inject']>>>;
  /** From then on it has a port too, at the URL given. */
  listen(): Promise<string>;
  /** `GET /api/v1/...`, each route there is. */
  readonly routes: readonly string[];
  readonly close: () => Promise<void>;
}

/** `environment`: besides the database. */
export async function startRestApp(
  create: () => Promise<TestDatabase>,
  environment: Readonly<Record<string, string>> = {},
): Promise<RestApp> {
  const database = await create();
  const config = parseEnvironment({ ...environment, DATABASE_URL: database.url }, () => '');
  const module = await Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(Config)
    .useValue(config)
    .compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  const routes: string[] = [];
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', ({ method, url }) => {
      routes.push(...[method].flat().map((verb) => `${verb} ${url}`));
    });
  app.useGlobalFilters(new ProblemFilter());
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
    const told = problem.parse(reply.json());
    expect(reply.statusCode).toBe(told.status);
    return told;
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
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}
