/** The whole application, listening, over its own database; retention takes small steps without pauses. */
import { DAY_MS } from '@livekit-dashboard/domain';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { AppModule } from '../app.module';
import { Config } from '../config/config';
import { parseEnvironment } from '../config/parse-environment';
import { httpAdapter } from '../http/http-adapter';
import { installHttp } from '../http/install-http';
import { IngestService } from '../ingest/ingest.service';
import { SilenceService } from '../reconcile/silence.service';
import { RetentionTimes } from '../retention/retention-times';
import { RollupService } from '../rollup/rollup.service';
import { enterDays, rollDay } from '../store/usage/rollup-day';
import { receivedEvent } from './received-events';
import type { TestDatabase } from './test-database';
import { WireClient } from './wire-client';

const QUICK = Object.assign(new RetentionTimes(), {
  pauseMs: 0,
  restFactor: 0,
  events: 4,
  sessions: { sessions: 2, rows: 8 },
});
const TABLES = [
  ...['event', 'quarantined_event', 'session', 'participant', 'track', 'egress', 'ingress'],
  ...['retention', 'tombstone', 'erasure', 'usage_day', 'usage_part', 'usage_quarter', 'usage_kind'],
  ...['usage_month', 'usage_month_part'],
];

export class RetentionApp {
  private readonly clients: WireClient[] = [];
  readonly db: DataSource;

  private constructor(readonly app: NestFastifyApplication) {
    this.db = app.get(DataSource, { strict: false });
  }

  static async start({ url }: Pick<TestDatabase, 'url'>, env: Record<string, string> = {}): Promise<RetentionApp> {
    const module = await Test.createTestingModule({ imports: [AppModule] })
      .overrideProvider(Config)
      .useValue(parseEnvironment({ DATABASE_URL: url, ...env }, () => ''))
      .overrideProvider(SilenceService)
      .useValue({})
      .overrideProvider(RollupService)
      .useValue({})
      .overrideProvider(RetentionTimes)
      .useValue(QUICK)
      .compile();
    const app = module.createNestApplication<NestFastifyApplication>(httpAdapter(), { logger: false });
    installHttp(app);
    await app.listen(0, '127.0.0.1');
    return new RetentionApp(app);
  }

  submit(...event: Parameters<typeof receivedEvent>): ReturnType<IngestService['submit']> {
    return this.app.get(IngestService, { strict: false }).submit(receivedEvent(...event));
  }

  /** Rolls up `days` days from this one on, as the service does. */
  async rollUp(dayMs: number, days: number): Promise<void> {
    const all = Array.from({ length: days }, (_, i) => dayMs + i * DAY_MS);
    await enterDays(this.db, all);
    for (const day of all) await rollDay(this.db, day, () => Promise.resolve([]));
  }

  async count(table: string): Promise<number | undefined> {
    return (await this.db.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n;
  }

  async rest(method: 'GET' | 'POST', path: string, payload?: object, headers: Record<string, string> = {}) {
    const reply = await this.app.inject({ method, url: `/api/v1/${path}`, headers, ...(payload ? { payload } : {}) });
    return { status: reply.statusCode, body: reply.json<Record<string, unknown>>() };
  }

  async connect(): Promise<WireClient> {
    const client = await WireClient.connect((await this.app.getUrl()).replace('[::1]', '127.0.0.1'));
    this.clients.push(client);
    return client;
  }

  /**
   * Keeps the head of the stream, which must not go back while the application runs. Unlike TRUNCATE, it waits for no
   * reader.
   */
  async empty(): Promise<void> {
    for (const table of TABLES) await this.db.query(`DELETE FROM ${table}`);
    await this.db.query('UPDATE stream_head SET sessions_from_ms = NULL');
  }

  /** Leaves the database empty for the next test. */
  async close(): Promise<void> {
    for (const client of this.clients.splice(0)) client.close();
    await this.empty();
    await this.db.query('UPDATE stream_head SET stream_offset = 0');
    await this.app.close();
  }
}
