import { ConfigError } from './config-error';
import { parseEnvironment } from './parse-environment';

const noFile = (): string => {
  throw new Error('no such file');
};
const parse = (env: Record<string, string>) => parseEnvironment(env, noFile);
const parseFile = (yaml: string, env: Record<string, string> = {}) =>
  parseEnvironment({ LIVEKIT_SERVERS: 'servers.yaml', ...env }, () => yaml);

function issuesOf(act: () => unknown): ConfigError {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}
const keysOf = (env: Record<string, string>) => Object.fromEntries(parse(env).servers[0]?.keys ?? []);

describe('an environment', () => {
  it('may be empty: one server without keys, on the loopback address', () => {
    expect(parse({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: null,
      allowedHosts: [],
      databaseUrl: null,
      dataDir: './data',
      redisUrl: null,
      tenantKey: null,
      retentionDays: null,
      sessionRetentionDays: null,
      logLevel: 'log',
      production: false,
      dashboardDir: null,
      servers: [{ name: 'default', url: null, keys: new Map() }],
    });
  });

  it('treats a variable with an empty value as not set', () => {
    expect(parse({ PORT: '', DATABASE_URL: ' ', LIVEKIT_API_KEY: '' })).toMatchObject({
      port: 3000,
      databaseUrl: null,
    });
  });

  it('sets each value from its variable', () => {
    const config = parse({
      PORT: '0',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://live.example.org/',
      DATABASE_URL: 'postgres://me:pw@db/live',
      DATA_DIR: '/var/lib/live',
      REDIS_URL: 'rediss://cache:6380/1',
      LIVEKIT_URL: 'wss://lk.example.org',
      TENANT_KEY: 'customer',
      RETENTION_DAYS: '30',
      SESSION_RETENTION_DAYS: '30',
      LOG_LEVEL: 'info',
      NODE_ENV: 'production',
      DASHBOARD_DIR: 'dist/dashboard',
    });
    expect(config).toMatchObject({
      port: 0,
      host: '0.0.0.0',
      publicUrl: 'https://live.example.org',
      databaseUrl: 'postgres://me:pw@db/live',
      dataDir: '/var/lib/live',
      redisUrl: 'rediss://cache:6380/1',
      tenantKey: 'customer',
      retentionDays: 30,
      sessionRetentionDays: 30,
      logLevel: 'log',
      production: true,
      dashboardDir: 'dist/dashboard',
    });
    expect(config.servers[0]?.url).toBe('wss://lk.example.org');
  });

  it.each([
    ['https://Dash.Example.com', 'https://dash.example.com'],
    ['https://dash.example.com:443', 'https://dash.example.com'],
    ['HTTPS://dash.example.com//', 'https://dash.example.com'],
    ['http://dash.example.com:8080/', 'http://dash.example.com:8080'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ])('normalizes PUBLIC_URL %s as browsers do', (PUBLIC_URL, origin) => {
    expect(parse({ PUBLIC_URL }).publicUrl).toBe(origin);
  });

  it.each(['https://dash.example.com/livekit', 'https://me:hunter2@dash.example.com', 'https://a?b', 'https://a#b'])(
    'rejects a PUBLIC_URL that is more than an origin: %s',
    (PUBLIC_URL) => {
      const { message } = issuesOf(() => parse({ PUBLIC_URL }));
      expect(message).toContain('PUBLIC_URL: must be scheme, host and port only');
      expect(message).not.toContain('hunter2');
    },
  );

  it('accepts names and addresses in ALLOWED_HOSTS', () => {
    expect(parse({ ALLOWED_HOSTS: ' Dash.LAN,, 10.0.0.7,fd00::7 , [fd00:0::8]' }).allowedHosts).toEqual([
      'dash.lan',
      '10.0.0.7',
      '[fd00::7]',
      '[fd00::8]',
    ]);
  });

  it.each(['http://dash.lan', 'dash.lan:3000', '*', '*.example.com', 'a b', 'dash.lan/x', 'me@dash.lan', '[::1]:3000'])(
    'rejects %j in ALLOWED_HOSTS',
    (ALLOWED_HOSTS) =>
      expect(issuesOf(() => parse({ ALLOWED_HOSTS })).message).toContain('ALLOWED_HOSTS: must be host'),
  );

  it('is frozen', () => {
    expect(Object.isFrozen(parse({}))).toBe(true);
  });

  it('reports all errors at once, with the names of the variables and without values', () => {
    const error = issuesOf(() =>
      parse({
        PORT: '65536',
        DATABASE_URL: 'mysql://me:hunter2@db',
        REDIS_URL: 'hunter2',
        RETENTION_DAYS: '0',
        LOG_LEVEL: 'loud',
        LIVEKIT_API_SECRET: 'hunter2',
        LIVEKIT_KEYS: 'key:hunter2',
      }),
    );
    const names = error.issues.map((issue) => issue.variable);
    expect(new Set(names)).toEqual(
      new Set(['PORT', 'DATABASE_URL', 'REDIS_URL', 'RETENTION_DAYS', 'LOG_LEVEL', 'LIVEKIT_API_KEY', 'LIVEKIT_KEYS']),
    );
    expect(names).toHaveLength(7);
    for (const name of names) expect(error.message).toContain(name);
    expect(error.message).not.toContain('hunter2');
  });

  it('does not keep sessions for less time than their raw events', () => {
    const error = issuesOf(() => parse({ RETENTION_DAYS: '30', SESSION_RETENTION_DAYS: '29', PORT: 'x' }));
    expect(error.issues.map((issue) => issue.variable)).toEqual(['PORT', 'SESSION_RETENTION_DAYS']);
    expect(parse({ SESSION_RETENTION_DAYS: '1' })).toMatchObject({ retentionDays: null, sessionRetentionDays: 1 });
    expect(parse({ RETENTION_DAYS: '400' })).toMatchObject({ retentionDays: 400, sessionRetentionDays: null });
  });

  it.each(['-1', '3000.5', '3e3', '0x10', 'http'])('rejects the port %s', (PORT) => {
    expect(issuesOf(() => parse({ PORT })).message).toContain('PORT');
  });
});

describe('LIVEKIT_KEYS', () => {
  it.each([
    ['one pair', 'a: one', { a: 'one' }],
    ['lines', 'a: one\nb: two\n', { a: 'one', b: 'two' }],
    ['indented lines with a comment', '  a: one\n  # the old one\n  b: two', { a: 'one', b: 'two' }],
    ['commas', 'a: one, b: two', { a: 'one', b: 'two' }],
    ['lines that end in commas', 'a: one,\nb: two,', { a: 'one', b: 'two' }],
    ['braces', '{a: one, b: two}', { a: 'one', b: 'two' }],
    ['quotes', '"a": "o,ne"', { a: 'o,ne' }],
    ['secrets that look like numbers', 'a: 0123, b: 1e3, c: true', { a: '0123', b: '1e3', c: 'true' }],
  ])('accepts %s', (_, LIVEKIT_KEYS, expected) => {
    expect(keysOf({ LIVEKIT_KEYS })).toEqual(expected);
  });

  it('adds keys to LIVEKIT_API_KEY', () => {
    expect(keysOf({ LIVEKIT_API_KEY: 'a', LIVEKIT_API_SECRET: 'one', LIVEKIT_KEYS: 'b: two' })).toEqual({
      a: 'one',
      b: 'two',
    });
  });

  it('may repeat LIVEKIT_API_KEY, but not with another secret', () => {
    const env = { LIVEKIT_API_KEY: 'a', LIVEKIT_API_SECRET: 'one' };
    expect(keysOf({ ...env, LIVEKIT_KEYS: 'a: one' })).toEqual({ a: 'one' });
    expect(issuesOf(() => parse({ ...env, LIVEKIT_KEYS: 'a: two' })).message).toContain('LIVEKIT_KEYS');
  });

  it.each(['a', 'a:one', 'a: {b: c}', '[a, b]', 'a: ', '{'])('rejects %s', (LIVEKIT_KEYS) => {
    expect(issuesOf(() => parse({ LIVEKIT_KEYS })).issues).toHaveLength(1);
  });
});

describe('LIVEKIT_SERVERS', () => {
  const formerly = (...servers: object[]) =>
    parseFile(JSON.stringify(servers.map((server, n) => ({ keys: { [`key${n}`]: 'secret' }, ...server }))));

  it('accepts the former names of a server, one or several', () => {
    expect(formerly({ name: 'eu', formerly: 'default' }).servers[0]?.formerly).toEqual(['default']);
    expect(formerly({ name: 'eu', formerly: ['default', 'old'] }).servers[0]?.formerly).toEqual(['default', 'old']);
  });

  it.each([
    ['eu was us, but there is a server of that name', [{ name: 'eu', formerly: 'us' }, { name: 'us' }]],
    ['two servers were default', ['eu', 'us'].map((name) => ({ name, formerly: 'default' }))],
    ['a list of', [{ name: 'x'.repeat(65) }]],
  ])('refuses: %s', (message, servers) => {
    expect(issuesOf(() => formerly(...servers)).message).toContain(message);
  });

  const two = `
- name: eu
  url: wss://eu.example.org
  keys: {eukey: hunter1}
- name: us
  keys:
    uskey: hunter2
`;

  it('defines several servers', () => {
    expect(parseFile(two).servers).toEqual([
      { name: 'eu', url: 'wss://eu.example.org', keys: new Map([['eukey', 'hunter1']]) },
      { name: 'us', url: null, keys: new Map([['uskey', 'hunter2']]) },
    ]);
  });

  it.each([
    ['two servers with one key', two.replace('uskey', 'eukey')],
    ['two servers of one name', two.replace('name: us', 'name: eu')],
    ['a server without keys', '- name: eu'],
    ['a wrong url', two.replace('wss:', 'ftp:')],
    ['no list', 'name: eu'],
    ['no YAML', '{'],
    ['nothing', ''],
  ])('rejects %s', (_, yaml) => {
    const { message } = issuesOf(() => parseFile(yaml));
    expect(message).toContain('LIVEKIT_SERVERS');
    expect(message).not.toContain('hunter');
  });

  it('must be a readable file', () => {
    expect(issuesOf(() => parse({ LIVEKIT_SERVERS: 'missing.yaml' })).message).toContain('cannot be read');
  });

  it('cannot be combined with the variables of one server', () => {
    const { issues: issues } = issuesOf(() => parseFile(two, { LIVEKIT_API_KEY: 'a', LIVEKIT_API_SECRET: 'b' }));
    expect(issues.map((issue) => issue.variable)).toEqual(['LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET']);
  });
});
