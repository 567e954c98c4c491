import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { captureNames, httpPost, readCapture } from '@livekit-dashboard/traffic';
import { freshen } from '../replay/fresh';
import { replay } from '../replay/replay';
import { Sender } from '../sender/sender';
import { positive, UsageError } from '@livekit-dashboard/harness';
import { apiKey, TARGET_OPTIONS, webhookUrl } from './options';

export const help = `replay <capture> [--speed N|max] [--fresh]   post a capture's deliveries, in their own timing times N
                                           --fresh: as if it happened now, under new sids`;

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...TARGET_OPTIONS, speed: { type: 'string', default: '1' }, fresh: { type: 'boolean', default: false } },
  });
  const [name] = positionals;
  if (name === undefined) throw new UsageError(`Which capture? There are: ${(await captureNames()).join(', ')}`);
  const speed = values.speed === 'max' ? Infinity : positive('speed', values.speed);
  const recorded = await readCapture(name);
  const capture = values.fresh ? freshen(recorded, { ...presentTime(recorded, speed), salt: randomUUID() }) : recorded;
  const post = httpPost(webhookUrl(values.url));
  const sender = new Sender({ post, apiKey: apiKey(values) });
  const outcomes = await replay(capture, sender, {
    speed,
    onOutcome: ({ body }, { status, result }) => {
      const { event, room } = JSON.parse(body) as { event?: string; room?: { name?: string } };
      console.log(`${status ?? result} ${event ?? ''} ${JSON.stringify(room?.name ?? '')}`);
    },
  });
  post.close();
  if (outcomes.some(({ status }) => status !== 200)) process.exitCode = 1;
}

/** At full speed it has just happened, at its own pace: nothing may lie in the future. Else it happens from now on. */
function presentTime(capture: readonly { atMs: number }[], speed: number): { startMs: number; speed: number } {
  if (speed !== Infinity) return { startMs: Date.now(), speed };
  return { startMs: Date.now() - (capture.at(-1)?.atMs ?? 0), speed: 1 };
}
