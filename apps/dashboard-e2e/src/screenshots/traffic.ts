/** The simulator's demo as a child process: forty minutes of the same simulated life up to now, then live. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { API_KEY, API_SECRET } from '@livekit-dashboard/harness/browser';
import { builtProgram } from '@livekit-dashboard/harness';

const LIFE = ['--seed', '11', '--speed', '1', '--rooms', '26', '--past', '40'];
const CAUGHT_UP = 'The past is posted.';

/** Resolves when all past events are posted. The caller ends it. */
export async function startTraffic(origin: string): Promise<ChildProcess> {
  const credentials = ['--url', origin, '--key', API_KEY, '--secret', API_SECRET];
  const child = spawn(process.execPath, [builtProgram('simulator', 'main.js'), 'demo', ...LIFE, ...credentials], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => child.kill());
  for await (const line of createInterface(child.stdout)) {
    if (line === CAUGHT_UP) return child;
  }
  throw new Error('The simulator ended before it had caught up');
}

export async function endTraffic(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill();
  await gone;
}
