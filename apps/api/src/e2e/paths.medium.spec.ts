/** How the built process responds to unknown paths. Real: the built api as a process, on the embedded database. */
import { problem } from '@livekit-dashboard/contracts';
import { type ApiProcess, buildApi, type BuiltApi } from '../testing/built-api';

describe('a path', () => {
  let built: BuiltApi;
  let api: ApiProcess;

  beforeAll(async () => {
    built = await buildApi();
    api = await built.start({});
  });
  afterAll(() => built.remove(), 60_000);

  it.each([
    ['/api/v1/nothing', 404],
    ['/api/v1/sessions/%E0%A4%A', 400],
    ['/api/v1/sessions/RM_nobody', 404],
  ])('%s is answered with problem+json %i', async (path, status) => {
    const reply = await fetch(`${api.origin}${path}`);
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(problem.parse(await reply.json()).status).toBe(status);
  });
});
