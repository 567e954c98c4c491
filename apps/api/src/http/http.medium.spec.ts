/** Real: Nest on Fastify. No database. */
import { Body, ConflictException, Controller, Get, Module, Post, Query } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { problem, sessionsQuery } from '@livekit-dashboard/contracts';
import { ProblemException } from './problem';
import { ProblemFilter } from './problem.filter';
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

  @Post('echo')
  echo(@Body() body: unknown) {
    return body;
  }
}

@Module({ controllers: [Thrower] })
class ThrowerModule {}

describe('errors', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const module = await Test.createTestingModule({ imports: [ThrowerModule] }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    app.useGlobalFilters(new ProblemFilter());
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
    ['/sessions?limit=0', 400],
  ])('%s answers problem+json with %i', async (url, status) => {
    const { reply, body } = await get(url);
    expect(reply.statusCode).toBe(status);
    expect(reply.headers['content-type']).toContain('application/problem+json');
    expect(problem.parse(body)).toMatchObject({ status });
  });

  it('keep what they tell', async () => {
    expect((await get('/gone')).body).toMatchObject({
      title: 'Gone',
      detail: 'Retention keeps events above 41.',
      floor: 41,
    });
    expect((await get('/conflict')).body).toMatchObject({ detail: 'It is there already.' });
  });

  it('of ours tell a reference and nothing else', async () => {
    const { body } = await get('/bug');
    expect(body['detail']).toMatch(/reference [0-9a-f-]{36}/);
    expect(JSON.stringify(body)).not.toContain('hunter2');
  });

  it('of a query name each bad field', async () => {
    const { body } = await get('/sessions?limit=0&state=asleep&colour=red');
    const fields = (body['errors'] as { field: string }[]).map((error) => error.field);
    expect(fields.sort()).toEqual(['colour', 'limit', 'state']);
  });

  it('of a body that is not JSON are told as 400', async () => {
    const reply = await app.inject({
      method: 'POST',
      url: '/echo',
      headers: { 'content-type': 'application/json' },
      payload: '{',
    });
    expect(reply.statusCode).toBe(400);
    expect(reply.headers['content-type']).toContain('application/problem+json');
  });

  it('do not come of a good query, whose defaults are filled in', async () => {
    const { reply, body } = await get('/sessions?state=active');
    expect(reply.statusCode).toBe(200);
    expect(body).toMatchObject({ state: 'active', limit: 100, sort: '-startedAt' });
  });
});
