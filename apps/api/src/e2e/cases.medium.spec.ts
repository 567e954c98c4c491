/**
 * The cases from the field (`apps/simulator/cases`), posted as LiveKit posts. Real: the whole application on PostgreSQL, its webhook
 * route, its REST. Each case runs in order, duplicated, and shuffled: what is true after the order is true after any.
 */
import { eventually } from '@livekit-dashboard/harness';
import type { LoggerService } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { AppModule } from '../app.module';
import { Config } from '../config/config';
import { parseEnvironment } from '../config/parse-environment';
import { ProblemFilter } from '../http/problem.filter';
import { ReconcileTimes } from '../reconcile/reconcile-times';
import { API_KEY, API_SECRET } from '../testing/built-api';
import { chance } from '../testing/chance';
import { FakeLiveKit } from '../testing/fake-livekit';
import {
  caseNames,
  type Check,
  type Delivery,
  deliveriesOf,
  difference,
  requestOf,
  type Run,
} from '../testing/field-cases';
import { type MigratedDatabase, migratedDatabase } from '../testing/migrated-database';
import { describeWith } from '@livekit-dashboard/harness/testing';

/** Cases that fail so far, with the reason. A case that passes must not be listed. */
const NOT_YET: Readonly<Record<string, string>> = {};

/** Cases about order: tokens, incomplete bodies, keys, checks between two events. */
const IN_ORDER_ONLY = /^(27|28|29|44|45|68|70)-/;

const HOUR_MS = 3_600_000;
/** No timer runs, unless a case is about it. */
const CALM: Partial<ReconcileTimes> = { silenceMs: HOUR_MS };

class Log implements LoggerService {
  lines: string[] = [];
  private readonly keep = (message: unknown): void => void this.lines.push(String(message));
  readonly log = this.keep;
  readonly error = this.keep;
  readonly warn = this.keep;
  readonly debug = this.keep;
  readonly verbose = this.keep;
}

let runs = 0;
const newRun = (): Run => ({ letters: `r${(runs += 1)}q`, nowMs: Date.now() });

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = chance(seed);
  return items
    .map((item) => [random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

const checksOf = (deliveries: readonly Delivery[]): Check[] => deliveries.flatMap(({ expect }) => expect.then ?? []);
/** The order of the log is that of arrival, and the server's own log is not about a single run. */
const knowsNoOrder = ({ get, pick }: Check): boolean =>
  get !== 'log' && !(get.includes('/events') && pick.includes('['));

describeWith({ postgres: true })('a case from the field', () => {
  let database: MigratedDatabase;
  const log = new Log();

  beforeAll(async () => {
    database = await migratedDatabase();
  });
  afterAll(() => database.drop());

  async function start(
    environment: Readonly<Record<string, string>> = {},
    times: Partial<ReconcileTimes> = CALM,
    servers = '',
  ): Promise<NestFastifyApplication> {
    const env = {
      DATABASE_URL: database.url,
      LIVEKIT_API_KEY: API_KEY,
      LIVEKIT_API_SECRET: API_SECRET,
      ...environment,
    };
    const module = await Test.createTestingModule({ imports: [AppModule] })
      .overrideProvider(Config)
      .useValue(parseEnvironment(env, () => servers))
      .overrideProvider(ReconcileTimes)
      .useValue(Object.assign(new ReconcileTimes(), times))
      .compile();
    const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: log });
    app.useGlobalFilters(new ProblemFilter());
    await app.init();
    return app;
  }

  async function deliver(app: NestFastifyApplication, delivery: Delivery, times: number): Promise<void> {
    if (delivery.body === undefined && delivery.raw === undefined) return;
    for (let i = 0; i < times * (delivery.times ?? 1); i++) {
      const { body, headers } = requestOf(delivery);
      const reply = await app.inject({ method: 'POST', url: '/api/webhooks/livekit', headers, payload: body });
      expect([delivery.note, reply.statusCode]).toEqual([delivery.note, delivery.expect.status ?? 200]);
    }
  }

  async function faultOf(app: NestFastifyApplication, check: Check): Promise<string | null> {
    const holds = async (): Promise<null> => {
      const found = difference(check, await replyTo(app, check));
      if (found !== null) throw new Error(`GET ${check.get}: ${found}`);
      return null;
    };
    return eventually(holds, 1000 * (check.patience ?? 0), 20).catch((error: unknown) => String(error));
  }

  async function replyTo(
    app: NestFastifyApplication,
    { get, params }: Check,
  ): Promise<{ status: number; text: string }> {
    if (get === 'log') return { status: 200, text: log.lines.join('\n') };
    const url = new URL(get, 'http://localhost');
    for (const [name, value] of Object.entries(params ?? {})) url.searchParams.set(name, value);
    const reply = await app.inject({ method: 'GET', url: url.pathname + url.search });
    return { status: reply.statusCode, text: reply.body };
  }

  /** Posts every delivery in order, with the checks after each. */
  async function inOrder(app: NestFastifyApplication, deliveries: readonly Delivery[], times = 1): Promise<void> {
    const faults: (string | null)[] = [];
    for (const delivery of deliveries) {
      await deliver(app, delivery, times);
      for (const check of delivery.expect.then ?? []) faults.push(await faultOf(app, check));
    }
    expect(faults.filter((one) => one !== null)).toEqual([]);
  }

  /** Indices of the checks of a case that pass now. */
  async function holding(app: NestFastifyApplication, checks: readonly Check[]): Promise<Set<number>> {
    const held = new Set<number>();
    for (const [i, check] of checks.entries())
      if ((await faultOf(app, { ...check, patience: 0 })) === null) held.add(i);
    return held;
  }

  async function inAnyOrder(app: NestFastifyApplication, name: string, held: ReadonlySet<number>): Promise<void> {
    for (const seed of [1, 2, 3, 4]) {
      const deliveries = deliveriesOf(name, newRun());
      for (const delivery of shuffled(deliveries, seed)) await deliver(app, delivery, seed % 2);
      for (const delivery of shuffled(deliveries, seed + 10)) await deliver(app, delivery, 1);
      const faults: (string | null)[] = [];
      for (const [i, check] of checksOf(deliveries).entries()) {
        if (held.has(i) && knowsNoOrder(check)) faults.push(await faultOf(app, check));
      }
      expect([seed, faults.filter((one) => one !== null)]).toEqual([seed, []]);
    }
  }

  async function everyWay(app: NestFastifyApplication, name: string): Promise<void> {
    const alone = deliveriesOf(name, newRun());
    await inOrder(app, alone);
    const held = await holding(app, checksOf(alone));
    await inOrder(app, deliveriesOf(name, newRun()), 2);
    if (!IN_ORDER_ONLY.test(name)) await inAnyOrder(app, name, held);
  }

  /** Passes, or is listed in `NOT_YET` and fails. */
  async function holdsUnlessListed(name: string, run: () => Promise<void>): Promise<void> {
    if (NOT_YET[name] === undefined) return run();
    await expect(run()).rejects.toThrow();
  }

  describe('with one server', () => {
    let app: NestFastifyApplication;
    beforeAll(async () => {
      app = await start();
    });
    afterAll(() => app.close());

    it.each(caseNames.filter((name) => !/^(31|42|44|45|71)-/.test(name)))('%s', (name) =>
      holdsUnlessListed(name, () => everyWay(app, name)),
    );
  });

  it('31-three-days-late, with the silence check running throughout', async () => {
    const app = await start({}, { silenceMs: 50 });
    await holdsUnlessListed('31-three-days-late', () => everyWay(app, '31-three-days-late')).finally(() => app.close());
  });

  it.each(['42-two-servers-one-room-name', '71-two-servers-the-same-ids'])('%s', async (name) => {
    const servers = [
      { name: 'eu', keys: { eukey: 'eu-secret-eu-secret-eu-secret-32xx' } },
      { name: 'us', keys: { uskey: 'us-secret-us-secret-us-secret-32xx' } },
    ];
    const env = { LIVEKIT_SERVERS: 'servers.yaml', LIVEKIT_API_KEY: '', LIVEKIT_API_SECRET: '' };
    const app = await start(env, CALM, JSON.stringify(servers));
    await holdsUnlessListed(name, () => everyWay(app, name)).finally(() => app.close());
  });

  it('44-key-changed-while-running', async () => {
    const name = '44-key-changed-while-running';
    const phases = Map.groupBy(deliveriesOf(name, newRun()), ({ phase }) => phase ?? 1);
    const keys = { LIVEKIT_KEYS: 'newkey: new-secret-new-secret-new-secret-32' };
    await holdsUnlessListed(name, async () => {
      for (const [phase, deliveries] of phases) {
        const app = await start(phase === 1 ? {} : keys);
        await inOrder(app, deliveries, 2).finally(() => app.close());
      }
    });
  });

  it('45-listing-lags-behind', async () => {
    const name = '45-listing-lags-behind';
    const livekit = await FakeLiveKit.start();
    const app = await start({ LIVEKIT_URL: livekit.url }, { ...CALM, intervalMs: 100, tickMs: 20, apartMs: 50 });
    await holdsUnlessListed(name, async () => {
      const deliveries = deliveriesOf(name, newRun());
      for (const delivery of deliveries.slice(0, -1)) await deliver(app, delivery, 1);
      // Each request runs two queries, which all wait for the room.
      await livekit.until('ListRooms', livekit.count('ListRooms') + 9);
      await inOrder(app, deliveries.slice(-1));
    }).finally(() => Promise.all([app.close(), livekit.stop()]));
  });
});
