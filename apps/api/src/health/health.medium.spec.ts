/** Real: Nest on Fastify, Prometheus's registry. The checks are fakes. */
import { Logger } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { jest } from '@jest/globals';
import { problem } from '@livekit-dashboard/contracts';
import { ProblemFilter } from '../http/problem.filter';
import { HealthController } from './health.controller';
import { MetricsController } from './metrics.controller';
import { Readiness, type Check } from './readiness';

describe('health', () => {
  let app: NestFastifyApplication;
  const database = jest.fn<Check>();
  const feed = jest.fn<Check>();

  beforeAll(async () => {
    jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const module = await Test.createTestingModule({
      controllers: [HealthController, MetricsController],
      providers: [{ provide: Readiness, useValue: new Readiness({ database, feed }, 50) }],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    app.useGlobalFilters(new ProblemFilter());
    await app.init();
  });
  afterAll(() => app.close());
  beforeEach(() => {
    database.mockReset().mockResolvedValue(undefined);
    feed.mockReset().mockResolvedValue(undefined);
  });
  const get = (url: string) => app.inject({ method: 'GET', url });

  it('is live', async () => {
    expect((await get('/api/health/live')).statusCode).toBe(200);
    expect(database).not.toHaveBeenCalled();
  });

  it('is ready if every check passes', async () => {
    const reply = await get('/api/health/ready');
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toEqual({ ready: true, checks: { database: 'ok', feed: 'ok' } });
  });

  it('is not ready if a check fails, and names the check, not the reason', async () => {
    database.mockRejectedValue(new Error('password of postgres://me:hunter2@db is wrong'));
    const reply = await get('/api/health/ready');
    expect(reply.statusCode).toBe(503);
    expect(reply.headers['content-type']).toContain('application/problem+json');
    expect(problem.parse(reply.json()).errors).toEqual([{ field: 'database', message: 'failed' }]);
    expect(reply.body).not.toContain('hunter2');
  });

  it('is not ready if a check hangs', async () => {
    feed.mockReturnValue(Promise.withResolvers().promise);
    const reply = await get('/api/health/ready');
    expect(reply.statusCode).toBe(503);
    expect(problem.parse(reply.json()).detail).toBe('Not ready: feed');
  });

  it('runs the checks once for simultaneous requests', async () => {
    await Promise.all([get('/api/health/ready'), get('/api/health/ready')]);
    expect(database).toHaveBeenCalledTimes(1);
  });

  it('exposes metrics in the Prometheus format', async () => {
    const reply = await get('/api/metrics');
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['content-type']).toContain('text/plain');
    expect(reply.body).toMatch(/^process_cpu_user_seconds_total \d/m);
  });
});

it('is not ready once shutdown has begun', async () => {
  const readiness = new Readiness({});
  expect((await readiness.report()).ready).toBe(true);
  readiness.onModuleDestroy();
  expect((await readiness.report()).ready).toBe(false);
});
