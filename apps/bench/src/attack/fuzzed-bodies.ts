/** Real webhook bodies, changed at random and signed as LiveKit signs them: structure, types, characters, mixtures, truncation. */
import { signWebhook } from '@livekit-dashboard/livekit';
import { captureNames, HttpConnection, prepareRequest, Random, readCapture } from '@livekit-dashboard/traffic';
import { BENCH_KEY } from '../target';
import { inParallel, type Outcome, Tally } from './tally';

const CONNECTIONS = 16;
const MOST_CHANGES = 4;

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const ODD: readonly [Json, ...Json[]] = [
  null,
  true,
  0,
  -1,
  1e308,
  9007199254740993,
  '',
  '0',
  '-9223372036854775809',
  '253402300800',
  '9999999999999999999999',
  'NaN',
  '\0',
  '\ud800',
  '=1+1',
  '__proto__',
  "'; DROP TABLE event; --",
  'x'.repeat(3000),
  [],
  [[]],
  {},
  { constructor: { prototype: null } },
  Array.from({ length: 300 }, () => ({})),
];

export interface FuzzedBodies {
  readonly webhook: string;
  readonly count: number;
  readonly seed: number;
}

export async function postFuzzedBodies({ webhook, count, seed }: FuzzedBodies): Promise<Outcome> {
  const url = new URL(webhook);
  const random = new Random(seed);
  const bodies = (await Promise.all((await captureNames()).map(readCapture))).flat().map(({ body }) => body);
  const tally = new Tally();
  const idle = Array.from({ length: CONNECTIONS }, () => new HttpConnection(url.hostname, Number(url.port)));
  await inParallel(count, CONNECTIONS, async () => {
    const connection = idle.pop() as HttpConnection;
    const body = fuzzed(bodies, random);
    const headers = {
      'content-type': 'application/webhook+json',
      authorization: signWebhook(body, BENCH_KEY, Date.now()),
    };
    await connection.exchange(prepareRequest(url, headers, body)).then(
      (status) => tally.add(status),
      () => tally.add('broken'),
    );
    idle.push(connection);
  });
  for (const connection of idle) connection.close();
  return { answers: tally.answers };
}

function fuzzed(bodies: readonly string[], random: Random): string {
  const any = (): string => bodies[random.whole(0, bodies.length - 1)] as string;
  const kind = random.next();
  if (kind < 0.1) return truncated(any(), random);
  if (kind < 0.2) return garbled(any(), random);
  const body = JSON.parse(any()) as Record<string, Json>;
  if (kind < 0.4) Object.assign(body, mixedIn(JSON.parse(any()) as Record<string, Json>, random));
  for (let change = random.whole(1, MOST_CHANGES); change > 0; change--) changed(body, random);
  // A new id; otherwise most would only repeat stored events.
  if (random.chance(0.9)) body['id'] = `EV_${random.text(12)}`;
  return JSON.stringify(body);
}

const truncated = (text: string, random: Random): string => text.slice(0, random.whole(0, text.length));

function garbled(text: string, random: Random): string {
  const at = random.whole(0, text.length - 1);
  return text.slice(0, at) + String.fromCharCode(random.whole(0, 0xffff)) + text.slice(at + random.whole(0, 3));
}

const mixedIn = (other: Record<string, Json>, random: Random): Record<string, Json> =>
  Object.fromEntries(Object.entries(other).filter(() => random.chance(0.5)));

/** Replaces, removes, renames or repeats one value, anywhere. */
function changed(value: Json, random: Random): void {
  if (value === null || typeof value !== 'object') return;
  const names = Object.keys(value);
  const name = names[random.whole(0, names.length - 1)];
  if (name === undefined) return;
  const holder = value as Record<string, Json>;
  const inner = holder[name] as Json;
  if (inner !== null && typeof inner === 'object' && random.chance(0.7)) return changed(inner, random);
  const kind = random.next();
  if (kind < 0.6) holder[name] = structuredClone(random.pick(ODD));
  else if (kind < 0.75) holder[name] = [inner, inner];
  else if (kind < 0.9 || Array.isArray(value)) holder[name] = { [name]: inner };
  else {
    holder[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)] = inner;
    Reflect.deleteProperty(holder, name);
  }
}
