/** What is served about the api. Real: the whole application on the embedded database. */
import { startRestApp, type RestApp } from '../testing/rest-app';
import { createTestDatabase } from '../testing/test-database';

/** Every `$ref`, and those without a target. */
function references(document: unknown): { readonly all: string[]; readonly dangling: string[] } {
  const all: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === '$ref' && typeof inner === 'string') all.push(inner);
      else visit(inner);
    }
  };
  visit(document);
  const leadsTo = (ref: string): unknown =>
    ref
      .replace(/^#\//, '')
      .split('/')
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], document);
  return { all, dangling: all.filter((ref) => leadsTo(ref) === undefined) };
}

describe('the API documents', () => {
  let api: RestApp;

  beforeAll(async () => {
    api = await startRestApp(() => createTestDatabase('pglite'));
  });
  afterAll(() => api.close());

  const document = async (url: string) => JSON.parse(await api.text(url)) as unknown;

  it('of REST contain each route, and no others', async () => {
    const { openapi, paths } = (await document('/api/docs-json')) as { openapi: string; paths: Record<string, object> };
    expect(openapi).toMatch(/^3\.1\./);
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    const real = api.routes.filter((route) => route.includes('/api/v1') && !route.startsWith('HEAD '));
    expect(real.length).toBeGreaterThan(0);
    expect(described.sort()).toEqual(real.sort());
  });

  it('[EC1] of REST state inputs, outputs and errors', async () => {
    const { paths } = (await document('/api/docs-json')) as { paths: Record<string, Record<string, never>> };
    const { parameters, responses } = paths['/api/v1/sessions/{sid}/events']?.['get'] as unknown as {
      parameters: { name: string; in: string; required: boolean }[];
      responses: Record<string, { content: Record<string, { schema: { properties: object } }> }>;
    };
    expect(parameters).toContainEqual(expect.objectContaining({ name: 'sid', in: 'path', required: true }));
    expect(parameters).toContainEqual(expect.objectContaining({ name: 'after', in: 'query', required: false }));
    expect(Object.keys(responses['200']?.content['application/json']?.schema.properties ?? {}).sort()).toEqual([
      'buckets',
      'epoch',
      'facets',
      'items',
      'nextCursor',
      'offset',
      'searchedFrom',
      'serverTime',
      'total',
    ]);
    expect(responses['default']?.content['application/problem+json']).toBeDefined();
  });

  it('of the socket contain each message, with its direction', async () => {
    const { asyncapi, operations, channels } = (await document('/api/docs/asyncapi.json')) as {
      asyncapi: string;
      operations: Record<string, { action: string }>;
      channels: { socket: { address: string; messages: Record<string, { payload: { required?: string[] } }> } };
    };
    expect(asyncapi).toBe('3.0.0');
    const of = (action: string) => Object.keys(operations).filter((name) => operations[name]?.action === action);
    expect(of('receive')).toEqual(['subscribe', 'unsubscribe']);
    expect(of('send')).toEqual(['changes', 'events', 'reset', 'heartbeat']);
    expect(channels.socket.address).toBe('/socket.io');
    const { messages } = channels.socket;
    expect(messages['events']?.payload.required).toEqual(['topic', 'epoch', 'fromOffset', 'toOffset', 'events']);
    expect(messages['subscribe']?.payload.required).toEqual(['topic']);
    expect(Object.keys(messages)).toContain('subscribeReply');
  });

  it.each(['/api/docs-json', '/api/docs/asyncapi.json'])('%s has no dangling reference', async (url) => {
    expect(references(await document(url)).dangling).toEqual([]);
  });

  it('are rendered as a page', async () => {
    expect(await api.text('/api/docs')).toContain('LiveKit Dashboard API');
  });
});
