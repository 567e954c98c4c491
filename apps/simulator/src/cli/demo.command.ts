import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { httpPost } from '../sender/post';
import { type Outcome, Sender } from '../sender/sender';
import type { Delivery } from '../world/host';
import { traffic } from '../world/scenarios';
import { World } from '../world/world';
import { apiKey, positive, TARGET_OPTIONS, webhookUrl } from './options';

export const help = `demo [--speed 6] [--rooms 14] [--seed N]     lively traffic without end: meetings, calls, agents, recordings; a seed
                                             repeats a run, ids and all (the default is another one each time)`;

/** How many failures are told one by one before the demo only counts them. */
const TELL_FAILURES = 5;

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      ...TARGET_OPTIONS,
      speed: { type: 'string', default: '6' },
      rooms: { type: 'string', default: '14' },
      // Another each time: a second run with the same ids would be stored already.
      seed: { type: 'string', default: String(Date.now()) },
    },
  });
  const url = webhookUrl(values.url);
  const post = httpPost(url);
  const sender = new Sender({ post, apiKey: apiKey(values) });
  const startMs = Date.now();
  const world = new World({ seed: Number(values.seed), startMs, speed: positive('speed', values.speed) });
  world.spawn(traffic(world, positive('rooms', values.rooms)));
  console.log(
    `Simulated traffic to ${url.href}: about ${values.rooms} rooms, ${values.speed} times as fast as life. Ctrl+C ends it.`,
  );
  const failures = tellFailures();
  for (const delivery of world.deliveries()) {
    const waitMs = delivery.atMs - Date.now();
    if (waitMs > 0) await sleep(waitMs);
    void sender.send(delivery.key, delivery.body).then((outcome) => failures(delivery, outcome));
  }
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
