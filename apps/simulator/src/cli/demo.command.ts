import { parseArgs } from 'node:util';
import { takePast } from '../demo/past';
import { Poster } from '../demo/poster';
import { saveListRates } from '../demo/rates';
import { newestSession } from '../demo/since';
import { type Delivery, httpPost, traffic, week, World } from '@livekit-dashboard/traffic';
import { Sender } from '../sender/sender';
import { positive, UsageError } from '@livekit-dashboard/harness';
import { apiKey, TARGET_OPTIONS, webhookUrl } from './options';

export const help = `demo [--days 7] [--rooms 20] [--seed N]     a week of a busy company, posted at once, then its life goes on in real time;
                                             a dashboard that has sessions gets what came after them instead
  demo --past 40 [--speed 1] [--rooms 20]    even traffic that began so many minutes ago, --speed times as fast as life;
                                             --seed repeats a run, ids and all (the default is another one each time);
                                             --rates saves LiveKit's list prices where the dashboard has no rates`;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Printed once the past is posted. The screenshots wait for it. */
const CAUGHT_UP = 'The past is posted.';

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      ...TARGET_OPTIONS,
      days: { type: 'string', default: '7' },
      past: { type: 'string' },
      speed: { type: 'string', default: '1' },
      rooms: { type: 'string', default: '20' },
      rates: { type: 'boolean', default: false },
      // A different one each time: a second run with the same ids would be stored already.
      seed: { type: 'string', default: String(Date.now()) },
    },
  });
  const [url, seed, rooms] = [webhookUrl(values.url), Number(values.seed), positive('rooms', values.rooms)];
  const poster = new Poster(new Sender({ post: httpPost(url), apiKey: apiKey(values) }));
  const presentMs = Date.now();
  if (values.rates) await saveListRates(url, presentMs);
  if (values.past === undefined) {
    const days = positive('days', values.days);
    const startMs = Math.max(presentMs - days * DAY_MS, (await newestSession(url)) ?? 0);
    const world = new World({ seed, startMs, restlessFromMs: presentMs - MINUTE_MS });
    world.spawn(week(world, { presentMs, rooms }));
    return live(poster, world.deliveries(), presentMs);
  }
  const startMs = presentMs - minutes(values.past);
  const world = new World({ seed, startMs, speed: positive('speed', values.speed) });
  world.spawn(traffic(world, rooms));
  await live(poster, world.deliveries(), presentMs);
}

async function live(poster: Poster, deliveries: Generator<Delivery, void, void>, presentMs: number): Promise<void> {
  const { recent, older, next } = takePast(deliveries, presentMs);
  await poster.postAll(recent);
  console.log(`${size(recent)} of the last hour are posted; what happens now follows as it happens.`);
  const following = poster.follow(next === null ? [] : after(next, deliveries));
  if (older.length > 0) await postOlder(poster, older);
  console.log(CAUGHT_UP);
  await following;
}

async function postOlder(poster: Poster, older: readonly Delivery[]): Promise<void> {
  console.log(`${size(older)} from before are posted meanwhile, so the dashboard is busy for a minute.`);
  let day = '';
  await poster.postAll(older, ({ atMs }) => {
    const now = dayOf(atMs);
    if (now !== day) console.log(`  ${now}`);
    day = now;
  });
}

function* after(next: Delivery, rest: Iterable<Delivery>): Generator<Delivery, void, void> {
  yield next;
  yield* rest;
}

const size = (deliveries: readonly Delivery[]): string =>
  `${new Set(deliveries.map(({ session }) => session)).size} sessions (${deliveries.length} webhooks)`;

const dayOf = (ms: number): string =>
  new Date(ms).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });

function minutes(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && Number.isFinite(value))) throw new UsageError(`--past must be minutes, not "${text}"`);
  return value * MINUTE_MS;
}
