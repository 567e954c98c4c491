import { ConfigError } from './config-error';
import { describeStartError, type Started } from './describe-start-error';
import { StartError } from './start-error';

const CONFIG: Started = {
  host: 'dash.lan',
  port: 3000,
  databaseUrl: 'postgres://me:hunter2@db:5432/live',
  dataDir: '/srv/data',
};
const describeAs = (error: object, config: Partial<Started> = {}) =>
  describeStartError(Object.assign(new Error('as it is'), error), { ...CONFIG, ...config });

describe('an error at start', () => {
  it.each([
    [{ syscall: 'listen', code: 'EADDRINUSE' }, 'Port 3000 on dash.lan is in use'],
    [{ syscall: 'listen', code: 'EACCES' }, 'Port 3000 may not be used'],
    [{ syscall: 'listen', code: 'EADDRNOTAVAIL' }, 'HOST dash.lan is not an address'],
    [{ syscall: 'getaddrinfo', code: 'ENOTFOUND', hostname: 'dash.lan' }, 'HOST dash.lan is not an address'],
    [{ syscall: 'getaddrinfo', code: 'ENOTFOUND', hostname: 'db' }, 'The host of postgres://db:5432/live is not known'],
    [{ code: 'ECONNREFUSED', syscall: 'connect' }, 'No PostgreSQL answers at postgres://db:5432/live (ECONNREFUSED)'],
    [{ message: 'Connection terminated due to connection timeout' }, 'No PostgreSQL answers'],
    [{ code: '28P01', message: 'password authentication failed for user "me"' }, 'refused the user or the password'],
    [{ code: '28000', message: 'role "me" does not exist' }, 'role "me" does not exist'],
    [
      { message: 'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string' },
      'refused the user or the password',
    ],
    [{ code: '3D000' }, 'There is no such database'],
    [{ code: '42501' }, 'may not create tables'],
    [{ code: '53300' }, 'no connection left'],
    [{ code: '57P03' }, 'does not accept connections yet'],
    [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'The TLS connection to PostgreSQL'],
    [{ message: 'The server does not support SSL connections' }, 'The TLS connection to PostgreSQL'],
    [{ driverError: Object.assign(new Error('permission denied'), { code: '42501' }) }, '(permission denied)'],
  ])('%j is a sentence that says what to do', (error, sentence) => {
    const described = describeAs(error);
    expect(described).toContain(sentence);
    expect(described).not.toContain('hunter2');
    expect(described).toMatch(/\.$/);
  });

  it.each([
    [{ code: 'EACCES', path: '/srv/data/dashboard.lock' }, 'DATA_DIR /srv/data cannot be written'],
    [{ code: 'EROFS', path: '/srv/data' }, 'DATA_DIR /srv/data cannot be written'],
    [{ code: 'EEXIST', path: '/srv/data' }, 'DATA_DIR /srv/data is not a folder'],
    [{ code: 'ENOSPC', path: '/srv/data/pglite/x' }, 'The disk of DATA_DIR /srv/data is full'],
  ])('%j of the data folder is a start error', (error, sentence) => {
    expect(describeAs(error, { databaseUrl: null })).toContain(sentence);
  });

  it('of a start check prints its message, also without a configuration', () => {
    expect(describeStartError(new StartError('Do this.'), null)).toBe('Do this.');
    expect(describeStartError(new ConfigError([{ variable: 'PORT', message: 'is odd' }], null), null)).toContain(
      'PORT: is odd',
    );
  });

  it.each([
    [new TypeError('x is not a function')],
    [{ code: '42P01' }],
    [{ code: 'EACCES', path: '/elsewhere' }],
    ['text'],
    [null],
  ])('that is a bug keeps its stack: %p', (error) => expect(describeStartError(error, CONFIG)).toBeNull());
});
