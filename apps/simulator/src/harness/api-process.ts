/** The built api as a child process, as production runs it. */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiKey } from '../sender/sign';
import { WORKSPACE } from '../workspace';
import { answers, type Child, startChild } from './child';
import { freePort } from './free-port';

export const API_MAIN = join(WORKSPACE, 'dist', 'apps', 'api', 'main.js');

export interface ApiProcess {
  readonly child: Child;
  readonly origin: URL;
  readonly webhook: URL;
}

/** Resolves when it is ready to take webhooks. `env` adds to or replaces what it is given. */
export async function startApi(apiKey: ApiKey, env: Readonly<Record<string, string>>): Promise<ApiProcess> {
  if (!existsSync(API_MAIN)) throw new Error('The api is not built: run `npm run build` first');
  const port = env['PORT'] ?? String(await freePort());
  const origin = new URL(`http://127.0.0.1:${port}`);
  const child = await startChild({
    command: process.execPath,
    args: ['--enable-source-maps', API_MAIN],
    // The api reads a .env of the folder it starts in: here is none.
    cwd: tmpdir(),
    env: {
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      HOST: '127.0.0.1',
      PORT: port,
      LIVEKIT_API_KEY: apiKey.key,
      LIVEKIT_API_SECRET: apiKey.secret,
      ...env,
    },
    ready: () => answers(new URL('/api/health/ready', origin)),
  });
  return { child, origin, webhook: new URL('/api/webhooks/livekit', origin) };
}
