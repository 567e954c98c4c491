import { type PolicyConfig, type RequestHead, RequestPolicy } from './request-policy';

const CONFIG: PolicyConfig = { host: '127.0.0.1', publicUrl: null, allowedHosts: [] };

interface Sent extends Partial<Omit<RequestHead, 'headers'>> {
  readonly headers?: Readonly<Record<string, string>>;
}

const statusOf = ({ headers, ...sent }: Sent, config: Partial<PolicyConfig> = {}): number | null =>
  new RequestPolicy({ ...CONFIG, ...config }).refusalOf({
    method: 'GET',
    route: '/api/v1/sessions',
    localAddress: '127.0.0.1',
    ...sent,
    headers: { host: '127.0.0.1:3000', ...headers },
  })?.status ?? null;

const host = (name: string, more: Sent = {}, config: Partial<PolicyConfig> = {}) =>
  statusOf({ ...more, headers: { ...more.headers, host: name } }, config);

describe('Host', () => {
  it.each(['127.0.0.1', '127.0.0.1:3000', '127.8.9.1', 'localhost:4200', 'LOCALHOST', 'localhost.', '[::1]:3000'])(
    '%s is accepted: it is loopback',
    (name) => expect(host(name)).toBeNull(),
  );

  it.each([
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example@127.0.0.1',
    '127.0.0.1/evil',
    '192.168.1.9',
    '',
    'a b',
    '[::2]',
  ])('%j is rejected with 421, on every route and method', (name) => {
    for (const route of ['/api/v1/sessions', '/', '/*', '/api/metrics', '/api/docs', '/socket.io/', null]) {
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE']) expect(host(name, { route, method })).toBe(421);
    }
  });

  it('is required', () => {
    const policy = new RequestPolicy(CONFIG);
    expect(policy.refusalOf({ method: 'GET', route: '/', localAddress: '127.0.0.1', headers: {} })?.status).toBe(421);
  });

  it.each(['/api/webhooks/livekit', '/api/webhooks/livekit/', '/api/health/live', '/api/health/ready'])(
    'may be anything on %s',
    (route) => {
      expect(host('dashboard.cluster.internal', { route })).toBeNull();
      expect(host('evil.example', { route: `${route}x` })).toBe(421);
    },
  );

  it('may be named by HOST, PUBLIC_URL and ALLOWED_HOSTS, on any port', () => {
    expect(host('dash.lan:3000', {}, { host: 'dash.lan' })).toBeNull();
    expect(host('[fd00::7]:3000', {}, { host: 'fd00::7' })).toBeNull();
    expect(host('dash.example.com', {}, { publicUrl: 'https://dash.example.com' })).toBeNull();
    expect(host('DASH.example.com:443', {}, { publicUrl: 'https://dash.example.com' })).toBeNull();
    expect(host('api:3000', {}, { allowedHosts: ['api'] })).toBeNull();
  });

  it.each([
    ['10.0.0.7', '10.0.0.7:3000'],
    ['::ffff:10.0.0.7', '10.0.0.7'],
    ['fd00::7', '[fd00:0::7]:3000'],
  ])('may be the address %s that accepted the connection', (localAddress, name) => {
    expect(host(name, { localAddress }, { host: '0.0.0.0' })).toBeNull();
    expect(host('10.0.0.8', { localAddress }, { host: '0.0.0.0' })).toBe(421);
  });

  it('is repeated in the error without control characters', () => {
    const refused = new RequestPolicy(CONFIG).refusalOf({
      method: 'GET',
      route: '/',
      localAddress: '127.0.0.1',
      headers: { host: 'evil\u001b[31m.example' },
    });
    expect(refused?.detail).toContain('evil\\u{1b}[31m.example');
  });
});

describe('a request that changes something', () => {
  const write = (headers: Record<string, string>, config: Partial<PolicyConfig> = {}) =>
    ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((method) => statusOf({ method, headers }, config));
  const refused = [403, 403, 403, 403, 403];
  const served = [null, null, null, null, null];

  it('is accepted without an Origin, for programs', () => expect(write({})).toEqual(served));

  it('is accepted from a page of this origin', () => {
    expect(write({ origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' })).toEqual(served);
    expect(write({ origin: 'http://localhost', host: 'localhost:80' })).toEqual(served);
  });

  it.each([
    'http://evil.example',
    'null',
    'file://',
    'http://127.0.0.1:3001',
    'http://localhost:3000',
    'https://127.0.0.1:3000',
    'chrome-extension://127.0.0.1:3000',
    'http://127.0.0.1:3000.evil.example',
    '',
  ])('is rejected from a page of %j', (origin) => expect(write({ origin })).toEqual(refused));

  it.each(['cross-site', 'same-site', 'anything'])('is rejected when the browser calls it %s', (site) => {
    expect(write({ 'sec-fetch-site': site })).toEqual(refused);
  });

  it('[EC5] is rejected on an unknown route too', () => {
    expect(statusOf({ method: 'POST', route: null, headers: { origin: 'http://evil.example' } })).toBe(403);
  });

  it('compares the whole origin with PUBLIC_URL, whatever Host the proxy sends', () => {
    const config = { publicUrl: 'https://dash.example.com', allowedHosts: ['api'] };
    for (const name of ['dash.example.com', 'dash.example.com:443', 'api:3000', '127.0.0.1:3000']) {
      expect(write({ host: name, origin: 'https://dash.example.com' }, config)).toEqual(served);
      expect(write({ host: name, origin: 'http://dash.example.com' }, config)).toEqual(refused);
      expect(write({ host: name, origin: 'https://dash.example.com:8443' }, config)).toEqual(refused);
    }
  });

  it('accepts the scheme that a proxy forwards', () => {
    const forwarded = (proto: string, origin: string) => write({ 'x-forwarded-proto': proto, origin });
    expect(forwarded('https', 'https://127.0.0.1:3000')).toEqual(served);
    expect(forwarded('https, http', 'http://127.0.0.1:3000')).toEqual(refused);
    expect(forwarded('wss', 'https://127.0.0.1:3000')).toEqual(served);
  });

  it('accepts either scheme for a name in ALLOWED_HOSTS: a proxy may add TLS without a header', () => {
    const config = { allowedHosts: ['dash.example.com'] };
    for (const scheme of ['http', 'https']) {
      expect(write({ host: 'dash.example.com', origin: `${scheme}://dash.example.com` }, config)).toEqual(served);
    }
  });

  it.each([
    ['application/json', null],
    ['Application/JSON; charset=utf-8', null],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
    ['text/plain', 415],
    ['text/plain; application/json', 415],
    ['', 415],
  ])('with a body of type %j is accepted: %p', (type, status) => {
    expect(statusOf({ method: 'POST', headers: { 'content-type': type, 'content-length': '2' } })).toBe(status);
    expect(statusOf({ method: 'POST', headers: { 'content-type': type, 'transfer-encoding': 'chunked' } })).toBe(
      status,
    );
  });

  it('needs no content type without a body', () => {
    expect(statusOf({ method: 'POST', headers: { 'content-length': '0' } })).toBeNull();
  });

  it('does not apply to a webhook, whose signature decides', () => {
    const headers = { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site', 'content-length': '9' };
    for (const route of ['/api/webhooks/livekit', '/api/webhooks/livekit/']) {
      expect(statusOf({ method: 'POST', route, headers })).toBeNull();
    }
  });
});

describe('a GET', () => {
  const from = (site: string, route: string, mode = 'no-cors') =>
    statusOf({ route, headers: { 'sec-fetch-site': site, 'sec-fetch-mode': mode } });

  it.each(['/api/v1/analytics', '/api/v1/sessions/:sid', '/api/metrics', '/api/v1/exports/:file'])(
    'of %s is rejected for pages of other sites',
    (route) => {
      expect(from('cross-site', route)).toBe(403);
      expect(from('cross-site', route, 'navigate')).toBe(403);
      expect(from('same-site', route)).toBe(403);
      expect(from('same-site', route, 'navigate')).toBeNull();
      expect(from('same-origin', route)).toBeNull();
      expect(from('none', route)).toBeNull();
    },
  );

  it.each(['/', '/*', '/api/docs', '/api/docs-json'])('of %s may be linked from other sites', (route) => {
    expect(from('cross-site', route, 'navigate')).toBeNull();
  });
});

describe('an upgrade of the socket', () => {
  const upgrade = (headers: Record<string, string>) => statusOf({ route: '/socket.io/', headers });

  it('is rejected for pages of other origins and of the other scheme', () => {
    expect(upgrade({ origin: 'http://evil.example' })).toBe(403);
    expect(upgrade({ origin: 'https://127.0.0.1:3000' })).toBe(403);
    expect(upgrade({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(upgrade({ host: 'evil.example', origin: 'http://evil.example' })).toBe(421);
  });

  it('is accepted for its own page and for programs', () => {
    expect(upgrade({ origin: 'http://127.0.0.1:3000' })).toBeNull();
    expect(upgrade({})).toBeNull();
  });
});
