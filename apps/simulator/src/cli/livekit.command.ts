import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { findLiveKit, positive, UsageError } from '@livekit-dashboard/harness';
import { startLiveKit } from '../livekit/livekit-server';
import { apiKey, TARGET_OPTIONS, webhookUrl } from './options';

export const help = `livekit [--room real-call] [--pause 1500] [--step]   a real livekit-server and real clients, one call
                                           --step: the next step at each line on stdin; steps are told as JSON lines`;

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      ...TARGET_OPTIONS,
      room: { type: 'string', default: 'real-call' },
      pause: { type: 'string', default: '1500' },
      step: { type: 'boolean', default: false },
    },
  });
  const program = findLiveKit();
  if (program === null) throw new UsageError('No LiveKit server: set LIVEKIT_SERVER, or put livekit-server on PATH');
  // The client library is large and native: only this command loads it.
  const [{ story }, { endClients }] = await Promise.all([import('../livekit/story'), import('../livekit/person')]);
  const livekit = await startLiveKit({ program, apiKey: apiKey(values), webhook: webhookUrl(values.url) });
  const lines = createInterface(process.stdin);
  const pauseMs = positive('pause', values.pause);
  try {
    for await (const step of story(livekit, values.room)) {
      console.log(JSON.stringify(step));
      await (values.step ? once(lines, 'line') : sleep(pauseMs));
    }
  } finally {
    lines.close();
    await endClients();
    await livekit.stop();
  }
}
