/** Builds and starts the fan-out server of `centrifuge/`. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Child, findOnPath, startChild, WORKSPACE } from '@livekit-dashboard/harness';

/** Whether it can be built here. */
export const hasGo = (): boolean => findOnPath('go') !== null;

export async function startCentrifuge(
  redisUrl: string,
  channel: string,
): Promise<{ readonly child: Child; readonly origin: string }> {
  const program = join(WORKSPACE, 'dist', 'apps', 'bench', 'centrifuge');
  await promisify(execFile)('go', ['build', '-o', program, '.'], { cwd: join(WORKSPACE, 'apps/bench/centrifuge') });
  const child = await startChild({
    command: program,
    args: [redisUrl, channel],
    env: {},
    ready: ({ output }) => ORIGIN.test(output),
  });
  return { child, origin: ORIGIN.exec(child.output)?.[0] ?? '' };
}

const ORIGIN = /http:\/\/127\.0\.0\.1:\d+(?=\n)/;
