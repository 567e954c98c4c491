/** Real: Nest on Fastify. No database. */
import { Body, ConflictException, Controller, Get, Module, Post, Query } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { problem, sessionsQuery } from '@livekit-dashboard/contracts';
import { DatabaseError } from 'pg';
import { Config } from '../config/config';
import { parseEnvironment } from '../config/parse-environment';
import { BadCursorError } from '../store/sql/order';
import { ProblemException } from './problem';
import { httpAdapter } from './http-adapter';
import { installHttp } from './install-http';
import { ZodValidationPipe } from './zod-validation.pipe';

@Controller()
class Thrower {
  @Get('sessions')
  sessions(@Query(new ZodValidationPipe(sessionsQuery)) query: unknown) {
    return query;
  }

  @Get('gone')
  gone() {
    throw new ProblemException(410, 'Retention keeps events above 41.', { floor: 41 });
  }

  @Get('conflict')
  conflict() {
    throw new ConflictException('It is there already.');
  }

  @Get('bug')
  bug() {
    throw new Error('relation "hunter2" does not exist');
  }

  @Get('slow')
  slow() {
    throw sqlError('57014', 'canceling statement due to statement timeout');
  }

  @Get('away')
  away() {
    throw Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' });
  }

  @Get('cursor')
  cursor() {
    throw new BadCursorError('cursor');
  }

  @Get('unwritable')
  unwritable() {
    return {
      toJSON: () => {
        throw new RangeError('Invalid string length of hunter2');
      },
    };
  }

  @Post('echo')
  echo(@Body() body: unknown) {
    return body;
  }
}

const sqlError = (code: string, message: string) => Object.assign(new DatabaseError(message, 0, 'error'), { code });

const config = parseEnvironment({ ALLOWED_HOSTS: 'localhost' }, () => '');

@Module({ controllers: [Thrower], providers: [{ provide: Config, useValue: config }] })
class ThrowerModule {}

describe('errors', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const module = await Test.createTestingModule({ imports: [ThrowerModule] }).compile();
    app = module.createNestApplication<NestFastifyApplication>(httpAdapter(), { logger: false });
    installHttp(app);
    await app.init();
  });
  afterAll(() => app.close());

  const get = async (url: string) => {
    const reply = await app.inject({ method: 'GET', url });
    return { reply, body: reply.json<Record<string, unknown>>() };
  };

  it.each([
    ['/nowhere', 404],
    ['/conflict', 409],
    ['/gone', 410],
    ['/bug', 500],
    ['/slow', 503],
    ['/away', 503],
    ['/cursor', 400],
    ['/sessions?limit=0', 400],
  ])('%s answers problem+json with %i', async (url, status) => {
    const { reply, body } = await get(url);
    expect(reply.statusCode).toBe(status);
    expect(reply.headers['content-type']).toContain('application/problem+json');
    expect(problem.parse(body)).toMatchObject({ status });
  });

  it('of the framework keep their message', async () => {
    expect((await get('/gone')).body).toMatchObject({
      title: 'Gone',
      detail: 'Retention keeps events above 41.',
      floor: 41,
    });
    expect((await get('/conflict')).body).toMatchObject({ detail: 'It is there already.' });
  });

  it('[EC3] of unexpected exceptions have a reference and nothing else', async () => {
    const { body } = await get('/bug');
    expect(body['detail']).toMatch(/reference [0-9a-f-]{36}/);
    expect(JSON.stringify(body)).not.toContain('hunter2');
  });

  it('of the store distinguish a too expensive request from an unreachable database, without details', async () => {
    expect((await get('/slow')).body).toMatchObject({ code: 'unavailable', detail: expect.stringMatching(/too long/) });
    expect((await get('/away')).body).toMatchObject({ code: 'unavailable', detail: expect.stringMatching(/database/) });
    expect(JSON.stringify((await get('/away')).body)).not.toContain('10.0.0.7');
    expect((await get('/cursor')).body).toMatchObject({ code: 'bad_request', errors: [{ field: 'cursor' }] });
  });

  it('[EC1] while an answer is written have the same form', async () => {
    const { reply, body } = await get('/unwritable');
    expect(reply.statusCode).toBe(500);
    expect(problem.parse(body)).toMatchObject({ code: 'internal' });
    expect(reply.body).not.toContain('hunter2');
  });

  it('[EC2] of a query name each invalid field', async () => {
    const { body } = await get('/sessions?limit=0&state=asleep&colour=red');
    const fields = (body['errors'] as { field: string }[]).map((error) => error.field);
    expect(fields.sort()).toEqual(['colour', 'limit', 'state']);
  });

  it('of a body that is not JSON are 400', async () => {
    const reply = await app.inject({
      method: 'POST',
      url: '/echo',
      headers: { 'content-type': 'application/json' },
      payload: '{',
    });
    expect(reply.statusCode).toBe(400);
    expect(reply.headers['content-type']).toContain('application/problem+json');
  });

  it('do not occur for a valid query, whose defaults are filled in', async () => {
    const { reply, body } = await get('/sessions?state=active');
    expect(reply.statusCode).toBe(200);
    expect(body).toMatchObject({ state: 'active', limit: 100, sort: '-startedAt' });
  });
});
