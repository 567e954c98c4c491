/** Every GET of the documented REST interface, with values that no page sends: years 0001 to 9999, forged cursors, long text. */
import { Random } from '@livekit-dashboard/traffic';
import { inParallel, type Outcome, Tally } from './tally';

const AT_ONCE = 8;
const TIME_LIMIT_MS = 30_000;

export interface HostileQueries {
  readonly origin: string;
  readonly count: number;
  readonly seed: number;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: { readonly enum?: readonly unknown[] };
}
interface Docs {
  readonly paths: Readonly<Record<string, { readonly get?: { readonly parameters?: readonly Parameter[] } }>>;
}

export async function askHostileQueries({ origin, count, seed }: HostileQueries): Promise<Outcome> {
  const random = new Random(seed);
  const tally = new Tally();
  const docs = (await (await fetch(new URL('/api/docs-json', origin))).json()) as Docs;
  const routes = Object.entries(docs.paths).flatMap(([path, { get }]) => (get ? [{ path, ...get }] : []));
  const cursors: string[] = [];
  await inParallel(count, AT_ONCE, async () => {
    const route = routes[random.whole(0, routes.length - 1)];
    if (!route) return;
    const url = new URL(filledIn(route.path, random), origin);
    for (const parameter of route.parameters ?? []) {
      if (parameter.in === 'query' && random.chance(0.4))
        url.searchParams.set(parameter.name, value(parameter, cursors, random));
    }
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(TIME_LIMIT_MS) });
      const text = await answer.text();
      tally.add(answer.status);
      const cursor = /"nextCursor":"([^"]+)"/.exec(text)?.[1];
      if (cursor !== undefined && cursors.length < 200) cursors.push(cursor);
      if (answer.status >= 500 && answer.status !== 503) console.error(`${answer.status} ${url.pathname}${url.search}`);
    } catch (error) {
      tally.add(error instanceof Error && error.name === 'TimeoutError' ? 'over 30 s' : 'broken');
    }
  });
  return { answers: tally.answers };
}

const filledIn = (path: string, random: Random): string =>
  path.replace(/\{[^}]+\}/g, () => encodeURIComponent(hostileText(random)));

function value(parameter: Parameter, cursors: readonly string[], random: Random): string {
  const { name, schema } = parameter;
  if (/cursor/i.test(name) && cursors.length > 0 && random.chance(0.7)) {
    const cursor = cursors[random.whole(0, cursors.length - 1)] as string;
    return random.chance(0.5) ? cursor : cursor.slice(random.whole(0, 4)) + random.text(2);
  }
  if (schema?.enum && random.chance(0.7)) return String(schema.enum[random.whole(0, schema.enum.length - 1)]);
  if (/^(from|to|since|until|at|day|month)$/i.test(name) && random.chance(0.8)) return hostileTime(random);
  if (/limit|offset/i.test(name)) return random.pick(['0', '1', '500', '-1', '1e9', '501', 'NaN', '9007199254740993']);
  return hostileText(random);
}

function hostileTime(random: Random): string {
  const year = String(random.pick([1, 1000, 1582, 1970, 2025, 2026, 2027, 9999])).padStart(4, '0');
  const month = String(random.whole(1, 12)).padStart(2, '0');
  return random.pick([
    `${year}-${month}-01T00:00:00Z`,
    `${year}-${month}-01`,
    `${year}-${month}-31T23:59:60+14:00`,
    `${year}-${month}`,
    '24h',
    '99999999d',
  ]);
}

const hostileText = (random: Random): string =>
  random.pick([
    '',
    '%',
    '_',
    '\0',
    '\u{10ffff}',
    '../../etc/passwd',
    "' OR 1=1 --",
    'default',
    'RM_none',
    'devkey,\0',
    '{}',
    '[]',
    '-1',
    'true',
    'UTC',
    'Mars/Olympus',
    'session',
    'x'.repeat(512),
    'é漢\u202e',
    random.text(20),
  ]);
