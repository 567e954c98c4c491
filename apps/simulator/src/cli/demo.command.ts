import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { httpPost } from '../sender/post';
import { type Outcome, Sender } from '../sender/sender';
import type { Delivery } from '../world/host';
import { traffic } from '../world/scenarios';
import { World } from '../world/world';
import { apiKey, positive, TARGET_OPTIONS, UsageError, webhookUrl } from './options';

export const help = `demo [--speed 6] [--rooms 14] [--seed N] [--past 0]   lively traffic without end: meetings, calls, agents,
                                             recordings; a seed repeats a run, ids and all (the default is another one each
                                             time); --past: it began so many minutes ago, which are posted at once`;

/** How many failures are told one by one before the demo only counts them. */
const TELL_FAILURES = 5;
/** Said once the past is posted. The screenshots wait for it. */
const CAUGHT_UP = 'The past is posted.';

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      ...TARGET_OPTIONS,
      speed: { type: 'string', default: '6' },
      rooms: { type: 'string', default: '14' },
      // Another each time: a second run with the same ids would be stored already.
      seed: { type: 'string', default: String(Date.now()) },
      past: { type: 'string', default: '0' },
    },
  });
  const url = webhookUrl(values.url);
  const post = httpPost(url);
  const sender = new Sender({ post, apiKey: apiKey(values) });
  const nowMs = Date.now();
  const startMs = nowMs - minutes(values.past);
  const world = new World({ seed: Number(values.seed), startMs, speed: positive('speed', values.speed) });
  world.spawn(traffic(world, positive('rooms', values.rooms)));
  console.log(
    `Simulated traffic to ${url.href}: about ${values.rooms} rooms, ${values.speed} times as fast as life. Ctrl+C ends it.`,
  );
  const failures = tellFailures();
  let behind = startMs < nowMs;
  for (const delivery of world.deliveries()) {
    if (behind && delivery.atMs > nowMs) {
      behind = false;
      console.log(CAUGHT_UP);
    }
    const waitMs = delivery.atMs - Date.now();
    if (waitMs > 0) await sleep(waitMs);
    const told = sender.send(delivery.key, delivery.body).then((outcome) => failures(delivery, outcome));
    if (behind) await told; // a queue would overflow
  }
}

function minutes(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && Number.isFinite(value))) throw new UsageError(`--past must be minutes, not "${text}"`);
  return value * 60_000;
}

function tellFailures(): (delivery: Delivery, outcome: Outcome) => void {
  let failed = 0;
  return (delivery, { status, result }) => {
    if (status === 200) return;
    failed += 1;
    if (failed <= TELL_FAILURES) console.error(`${delivery.event} of ${delivery.key}: ${status ?? result}`);
    if (failed === TELL_FAILURES) console.error('(further failures are not told)');
  };
}
