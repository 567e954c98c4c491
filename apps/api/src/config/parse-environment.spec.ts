import { ConfigError } from './config-error';
import { parseEnvironment } from './parse-environment';

const noFile = (): string => {
  throw new Error('no such file');
};
const parse = (env: Record<string, string>) => parseEnvironment(env, noFile);
const parseFile = (yaml: string, env: Record<string, string> = {}) =>
  parseEnvironment({ LIVEKIT_SERVERS: 'servers.yaml', ...env }, () => yaml);

function faultsOf(act: () => unknown): ConfigError {
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

  it('takes a variable set to nothing as not set', () => {
    expect(parse({ PORT: '', DATABASE_URL: ' ', LIVEKIT_API_KEY: '' })).toMatchObject({
      port: 3000,
      databaseUrl: null,
    });
  });

  it('gives each variable its value', () => {
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

  it('is frozen', () => {
    expect(Object.isFrozen(parse({}))).toBe(true);
  });

  it('tells all faults at once, with names and without values', () => {
    const error = faultsOf(() =>
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
    const names = error.faults.map((fault) => fault.variable);
    expect(new Set(names)).toEqual(
      new Set(['PORT', 'DATABASE_URL', 'REDIS_URL', 'RETENTION_DAYS', 'LOG_LEVEL', 'LIVEKIT_API_KEY', 'LIVEKIT_KEYS']),
    );
    expect(names).toHaveLength(7);
    for (const name of names) expect(error.message).toContain(name);
    expect(error.message).not.toContain('hunter2');
  });

  it('keeps sessions no shorter than their raw events', () => {
    const error = faultsOf(() => parse({ RETENTION_DAYS: '30', SESSION_RETENTION_DAYS: '29', PORT: 'x' }));
    expect(error.faults.map((fault) => fault.variable)).toEqual(['PORT', 'SESSION_RETENTION_DAYS']);
    expect(parse({ SESSION_RETENTION_DAYS: '1' })).toMatchObject({ retentionDays: null, sessionRetentionDays: 1 });
    expect(parse({ RETENTION_DAYS: '400' })).toMatchObject({ retentionDays: 400, sessionRetentionDays: null });
  });

  it.each(['-1', '3000.5', '3e3', '0x10', 'http'])('refuses the port %s', (PORT) => {
    expect(faultsOf(() => parse({ PORT })).message).toContain('PORT');
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
  ])('takes %s', (_, LIVEKIT_KEYS, expected) => {
    expect(keysOf({ LIVEKIT_KEYS })).toEqual(expected);
  });

  it('adds to LIVEKIT_API_KEY', () => {
    expect(keysOf({ LIVEKIT_API_KEY: 'a', LIVEKIT_API_SECRET: 'one', LIVEKIT_KEYS: 'b: two' })).toEqual({
      a: 'one',
      b: 'two',
    });
  });

  it('may repeat LIVEKIT_API_KEY, but not with another secret', () => {
    const env = { LIVEKIT_API_KEY: 'a', LIVEKIT_API_SECRET: 'one' };
    expect(keysOf({ ...env, LIVEKIT_KEYS: 'a: one' })).toEqual({ a: 'one' });
    expect(faultsOf(() => parse({ ...env, LIVEKIT_KEYS: 'a: two' })).message).toContain('LIVEKIT_KEYS');
  });

  it.each(['a', 'a:one', 'a: {b: c}', '[a, b]', 'a: ', '{'])('refuses %s', (LIVEKIT_KEYS) => {
    expect(faultsOf(() => parse({ LIVEKIT_KEYS })).faults).toHaveLength(1);
  });
});

describe('LIVEKIT_SERVERS', () => {
  const two = `
- name: eu
  url: wss://eu.example.org
  keys: {eukey: hunter1}
- name: us
  keys:
    uskey: hunter2
`;

  it('names several servers', () => {
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
  ])('refuses %s', (_, yaml) => {
    const { message } = faultsOf(() => parseFile(yaml));
    expect(message).toContain('LIVEKIT_SERVERS');
    expect(message).not.toContain('hunter');
  });

  it('must be readable', () => {
    expect(faultsOf(() => parse({ LIVEKIT_SERVERS: 'missing.yaml' })).message).toContain('cannot be read');
  });

  it('does not go with the variables of one server', () => {
    const { faults } = faultsOf(() => parseFile(two, { LIVEKIT_API_KEY: 'a', LIVEKIT_API_SECRET: 'b' }));
    expect(faults.map((fault) => fault.variable)).toEqual(['LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET']);
  });
});
