/** The measured servers, each on its own database. */
import {
  builtProgram,
  type Child,
  freePort,
  startApi,
  startChild,
  temporaryDatabase,
} from '@livekit-dashboard/harness';
import type { ApiKey } from '@livekit-dashboard/livekit';

export const BENCH_KEY: ApiKey = { key: 'bench', secret: 'a-secret-for-benchmarks-and-nothing-else' };

export interface Target {
  readonly name: 'ours' | 'plain';
  readonly child: Child;
  readonly webhook: URL;
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

export const startOurs = (env: Readonly<Record<string, string>> = {}): Promise<Target> =>
  onOwnDatabase('ours', async (databaseUrl) => startApi(BENCH_KEY, { DATABASE_URL: databaseUrl, ...env }));

export const startPlain = (): Promise<Target> =>
  onOwnDatabase('plain', async (databaseUrl) => {
    const port = String(await freePort());
    const env = {
      DATABASE_URL: databaseUrl,
      PORT: port,
      LIVEKIT_API_KEY: BENCH_KEY.key,
      LIVEKIT_API_SECRET: BENCH_KEY.secret,
    };
    const child = await startChild({
      command: process.execPath,
      args: [builtProgram('bench', 'plain-server.js')],
      env: { NODE_ENV: 'production', ...env },
      ready: ({ output }) => output.includes('ready'),
    });
    return { child, webhook: new URL(`http://127.0.0.1:${port}/api/webhooks/livekit`) };
  });

async function onOwnDatabase(
  name: Target['name'],
  start: (databaseUrl: string) => Promise<{ child: Child; webhook: URL }>,
): Promise<Target> {
  const database = await temporaryDatabase(`bench_${name}`);
  try {
    const { child, webhook } = await start(database.url);
    const stop = async (): Promise<void> => {
      await child.stop();
      await database.drop();
    };
    return { name, child, webhook, databaseUrl: database.url, stop };
  } catch (error) {
    await database.drop();
    throw error;
  }
}
