/**
 * The product as a new user runs it, for one test: the built api on an empty database, either on PostgreSQL or on the
 * embedded one.
 * Lifecycle: `stop` ends it and removes what it stored.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiKey } from '@livekit-dashboard/livekit';
import { type ApiProcess, startApi } from './api-process';
import { postgresAnswers, temporaryDatabase } from './temporary-database';

export interface Product extends ApiProcess {
  /** Null on the embedded database. */
  readonly databaseUrl: string | null;
  stop(): Promise<void>;
}

export async function startProduct(apiKey: ApiKey, env: Readonly<Record<string, string>> = {}): Promise<Product> {
  const storage = await temporaryStorage();
  try {
    const api = await startApi(apiKey, { ...storage.env, ...env });
    const stop = async (): Promise<void> => {
      await api.child.stop();
      await storage.remove();
    };
    return { ...api, databaseUrl: storage.url, stop };
  } catch (error) {
    await storage.remove();
    throw error;
  }
}

/** An empty database, on PostgreSQL if it is available. `env` configures the api for it. */
export interface Storage {
  readonly url: string | null;
  readonly env: Readonly<Record<string, string>>;
  readonly remove: () => Promise<void>;
}

export const temporaryStorage = async (): Promise<Storage> => ((await postgresAnswers()) ? onPostgres() : onEmbedded());

async function onPostgres(): Promise<Storage> {
  const { url, drop } = await temporaryDatabase('test');
  return { url, env: { DATABASE_URL: url }, remove: drop };
}

export async function onEmbedded(): Promise<Storage> {
  const folder = await mkdtemp(join(tmpdir(), 'livekit-dashboard-'));
  return { url: null, env: { DATA_DIR: folder }, remove: () => rm(folder, { recursive: true, force: true }) };
}
