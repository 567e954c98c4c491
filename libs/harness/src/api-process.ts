/** The built api as a child process, as production runs it. */
import { tmpdir } from 'node:os';
import type { ApiKey } from '@livekit-dashboard/livekit';
import { builtProgram } from './workspace';
import { answers, type Child, startChild } from './child';
import { freePort } from './free-port';

export interface ApiProcess {
  readonly child: Child;
  readonly origin: URL;
  readonly webhook: URL;
}

/** Resolves when it is ready for webhooks. `env` adds to or replaces its environment. */
export async function startApi(apiKey: ApiKey, env: Readonly<Record<string, string>>): Promise<ApiProcess> {
  const port = env['PORT'] ?? String(await freePort());
  const origin = new URL(`http://127.0.0.1:${port}`);
  const child = await startChild({
    command: process.execPath,
    args: ['--enable-source-maps', builtProgram('api', 'main.js')],
    // The api reads a .env of its working folder: this one has none.
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
