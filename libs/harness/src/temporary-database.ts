/**
 * An empty database for one run, on the PostgreSQL of TEST_DATABASE_URL, else DATABASE_URL, else the local one.
 * Lifecycle: the caller drops it, at the latest when the run ends; connections that are left are cut.
 */
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';

export const SERVER_URL =
  process.env['TEST_DATABASE_URL'] ?? process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

export interface TemporaryDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

export async function temporaryDatabase(purpose: string): Promise<TemporaryDatabase> {
  const name = `livekit_dashboard_${purpose}_${randomUUID().slice(0, 8)}`;
  await query(SERVER_URL, `CREATE DATABASE ${name}`);
  const url = new URL(SERVER_URL);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await query(SERVER_URL, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

/** One query on a connection of its own. */
export async function query<Row extends object>(url: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Whether a PostgreSQL is available to create databases on. */
export async function postgresAnswers(): Promise<boolean> {
  return query(SERVER_URL, 'SELECT 1').then(
    () => true,
    () => false,
  );
}
