/**
 * A database for one test, on the PostgreSQL of TEST_DATABASE_URL or on a PGlite in memory behind the same protocol.
 * Lifecycle: `beforeAll` creates it, `afterAll` drops it; a test closes its connections before that.
 */
import { randomUUID } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { Client } from 'pg';
import { keepStatementsWhole } from '../store/database/whole-statements';
import { describeWith, TEST_DATABASE_URL } from '@livekit-dashboard/harness/testing';
import { emptyCluster } from './empty-cluster';

export type DatabaseKind = 'postgres' | 'pglite';

export interface TestDatabase {
  readonly kind: DatabaseKind;
  /** For DATABASE_URL: empty, not migrated. */
  readonly url: string;
  readonly drop: () => Promise<void>;
}

async function admin(statement: string): Promise<void> {
  const client = new Client({ connectionString: TEST_DATABASE_URL });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function onPostgres(): Promise<TestDatabase> {
  const name = `livekit_dashboard_test_${randomUUID().replaceAll('-', '')}`;
  await admin(`CREATE DATABASE ${name}`);
  const url = new URL(TEST_DATABASE_URL);
  url.pathname = `/${name}`;
  return { kind: 'postgres', url: url.href, drop: () => admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function onPglite(): Promise<TestDatabase> {
  const db = await PGlite.create({ loadDataDir: await emptyCluster() });
  keepStatementsWhole(db);
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 100 });
  await server.start();
  const drop = async (): Promise<void> => {
    await server.stop();
    await db.close();
  };
  return { kind: 'pglite', url: `postgres://postgres@${server.getServerConn()}/postgres?sslmode=disable`, drop };
}

/** Creates an empty database, on PostgreSQL by default. */
export function createTestDatabase(kind: DatabaseKind = 'postgres'): Promise<TestDatabase> {
  return kind === 'postgres' ? onPostgres() : onPglite();
}

/** One suite on both databases: always on PGlite, and on PostgreSQL if it is available. */
export function describeOnEachDatabase(name: string, body: (create: () => Promise<TestDatabase>) => void): void {
  describeWith({ postgres: true })(`${name} (PostgreSQL)`, () => body(onPostgres));
  describe(`${name} (PGlite)`, () => body(onPglite));
}
