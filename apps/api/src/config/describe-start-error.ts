/**
 * Describes errors at start that an operator can fix, as sentences. The errors have codes of the system, of PostgreSQL
 * (SQLSTATE) or of TLS. Invariant: no sentence contains a password; PostgreSQL's own messages contain only names of
 * users and databases.
 */
import { resolve } from 'node:path';
import type { ConfigValues } from './config';
import { shownUrl } from './shown-url';
import { StartError } from './start-error';

interface SystemError {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly path?: unknown;
  readonly hostname?: unknown;
  /** TypeORM wraps the driver's error. */
  readonly driverError?: unknown;
}
export type Started = Pick<ConfigValues, 'host' | 'port' | 'databaseUrl' | 'dataDir'>;

/**
 * Null for an unknown error, which is a bug and needs its stack. `config` is null if the configuration itself is
 * invalid.
 */
export function describeStartError(error: unknown, config: Started | null): string | null {
  if (error instanceof StartError) return error.message;
  if (config === null || typeof error !== 'object' || error === null) return null;
  const { driverError, ...rest } = error as SystemError;
  if (typeof driverError === 'object' && driverError !== null) return describeStartError(driverError, config);
  const message = error instanceof Error ? error.message : '';
  const code = typeof rest.code === 'string' ? rest.code : '';
  if (rest.syscall === 'listen' || isNameOf(config, rest.hostname)) return ofListening(code, config);
  if (typeof rest.path === 'string') return ofDataDir(code, rest.path, config);
  return config.databaseUrl === null ? null : ofDatabase(code, message, config.databaseUrl);
}

/** Both HOST and the database's host can fail to resolve. */
const isNameOf = ({ host, databaseUrl }: Started, hostname: unknown): boolean =>
  hostname === host && (databaseUrl === null || new URL(databaseUrl).hostname !== host);

function ofListening(code: string, { host, port }: Started): string | null {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use by another program. Stop that program, or set PORT to a free port.`;
    case 'EACCES':
      return `Port ${port} may not be used by this user. Set PORT to one from 1024 on.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST ${host} is not an address of this machine. Set HOST to one that is, or to 0.0.0.0 for all of them.`;
    default:
      return null;
  }
}

function ofDataDir(code: string, path: string, { databaseUrl, dataDir }: Started): string | null {
  const folder = resolve(dataDir);
  if (databaseUrl !== null || !(resolve(path) + '/').startsWith(folder)) return null;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `DATA_DIR ${folder} cannot be written by this user (${code}). Change its owner, or choose another DATA_DIR.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `DATA_DIR ${folder} is not a folder. Choose another DATA_DIR.`;
    case 'ENOSPC':
      return `The disk of DATA_DIR ${folder} is full. Free some space, then start again.`;
    default:
      return null;
  }
}

const UNREACHABLE = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE)$/;
const TLS = /CERT|^ERR_TLS|^ERR_SSL|^EPROTO$|UNABLE_TO_/;

function ofDatabase(code: string, message: string, databaseUrl: string): string | null {
  const at = shownUrl(databaseUrl) ?? 'DATABASE_URL';
  if (code === '28P01' || code === '28000' || message.startsWith('SASL:')) {
    return `PostgreSQL at ${at} refused the user or the password of DATABASE_URL (${message}). Correct them; in a password write % as %25, @ as %40, / as %2F.`;
  }
  if (code === '3D000') return `There is no such database at ${at} (${message}). Create it, or correct DATABASE_URL.`;
  if (code === '42501') {
    return `The user of DATABASE_URL may not create tables at ${at} (${message}). Make it the owner of the database.`;
  }
  if (code === '53300') return `PostgreSQL at ${at} has no connection left (${message}). Raise its max_connections.`;
  if (code.startsWith('57P'))
    return `PostgreSQL at ${at} does not accept connections yet (${message}). Start again later.`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `The host of ${at} is not known (${code}). Correct DATABASE_URL.`;
  }
  if (TLS.test(code) || message.includes('does not support SSL')) {
    return `The TLS connection to PostgreSQL at ${at} failed (${code || message}). Correct sslmode in DATABASE_URL, or the certificate.`;
  }
  if (UNREACHABLE.test(code) || /timeout|terminated/i.test(message)) {
    return `No PostgreSQL answers at ${at} (${code || message}). Start it, or correct DATABASE_URL.`;
  }
  return null;
}
