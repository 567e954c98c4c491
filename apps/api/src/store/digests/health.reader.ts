import { type Health, type ServerHealth, TEST_EVENT } from '@livekit-dashboard/contracts';
import { instantOf } from '@livekit-dashboard/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Config, type LiveKitServer } from '../../config/config';
import { shownUrl } from '../../config/shown-url';
import type { AsOf } from '../stream/list';
import { ReconcileRepository, type ReconcileState } from '../reconcile/reconcile.repository';
import { QuarantineRepository } from '../stream/quarantine.repository';
import { RejectionRepository } from '../stream/rejection.repository';
import { DELETED_WEBHOOK_MS, LAST_WEBHOOKS } from './webhooks';

interface Counted {
  readonly lastWebhookMs: number | null;
  readonly lastLagMs: number | null;
  readonly lagP95Ms: number | null;
  readonly lastTestMs: number | null;
}

const COUNT = `
  WITH webhook AS MATERIALIZED (${LAST_WEBHOOKS})
  SELECT coalesce(max(received_ms), ${DELETED_WEBHOOK_MS}) AS "lastWebhookMs",
    (SELECT lag_ms FROM webhook ORDER BY stream_offset DESC LIMIT 1) AS "lastLagMs",
    percentile_disc(0.95) WITHIN GROUP (ORDER BY lag_ms) AS "lagP95Ms",
    (SELECT max(received_ms) FROM event WHERE event = '${TEST_EVENT}') AS "lastTestMs"
  FROM webhook`;

/**
 * Webhooks older than this many events are searched by session: a server may be silent for long, or may never have
 * posted.
 */
const RECENT_OFFSETS = 1000;
const SILENT_FOR_MS = 60_000;

/** Whether webhooks arrive, and from which server. */
@Injectable()
export class HealthReader {
  private silent: { readonly atMs: number; readonly lastMs: ReadonlyMap<string, number | null> } | null = null;

  constructor(
    private readonly config: Config,
    private readonly rejections: RejectionRepository,
    private readonly quarantine: QuarantineRepository,
    private readonly reconcile: ReconcileRepository,
  ) {}

  async read(manager: EntityManager, asOf: AsOf, nowMs: number): Promise<Health> {
    const [counted] = await manager.query<Counted[]>(COUNT);
    const bySource = await this.lastWebhooks(manager, asOf.offset, nowMs);
    const states = new Map((await this.reconcile.states(manager)).map((state) => [state.source, state]));
    return {
      at: new Date(nowMs).toISOString(),
      lastWebhookAt: instantOf(counted?.lastWebhookMs ?? null),
      lastLagMs: counted?.lastLagMs ?? null,
      lagP95Ms: counted?.lagP95Ms ?? null,
      lastTestAt: instantOf(counted?.lastTestMs ?? null),
      ...(await this.rejections.recent(manager, nowMs)),
      quarantine: await this.quarantine.summary(manager),
      servers: this.config.servers.map((server) =>
        serverHealth(server, bySource.get(server.name) ?? null, states.get(server.name)),
      ),
    };
  }

  private async lastWebhooks(manager: EntityManager, head: number, nowMs: number): Promise<Map<string, number | null>> {
    const rows = await manager.query<{ source: string; lastMs: number }[]>(
      `SELECT source, max(received_ms) AS "lastMs" FROM event
       WHERE stream_offset > $1 AND NOT synthetic AND event <> '${TEST_EVENT}' GROUP BY source`,
      [head - RECENT_OFFSETS],
    );
    const recent = new Map(rows.map(({ source, lastMs }) => [source, lastMs]));
    if (this.config.servers.every(({ name }) => recent.has(name))) return recent;
    return new Map([...(await this.silentServers(manager, nowMs)), ...recent]);
  }

  /** When each server last reported something about a session. Reads all sessions, so it is not done at each event. */
  private async silentServers(manager: EntityManager, nowMs: number): Promise<ReadonlyMap<string, number | null>> {
    if (this.silent && nowMs - this.silent.atMs < SILENT_FOR_MS) return this.silent.lastMs;
    const rows = await manager.query<{ source: string; lastMs: number | null }[]>(
      'SELECT source, max(last_event_ms) AS "lastMs" FROM session GROUP BY source',
    );
    this.silent = { atMs: nowMs, lastMs: new Map(rows.map(({ source, lastMs }) => [source, lastMs])) };
    return this.silent.lastMs;
  }
}

const serverHealth = (
  server: LiveKitServer,
  lastMs: number | null,
  state: ReconcileState | undefined,
): ServerHealth => ({
  name: server.name,
  url: shownUrl(server.url),
  keys: [...server.keys.keys()],
  lastWebhookAt: instantOf(lastMs),
  reconcile: reconcileOf(server, state),
  reconciledAt: instantOf(state?.answeredMs ?? null),
  reconcileError: state?.error ?? null,
  contradictedSince: server.url === null ? null : instantOf(state?.contradictedMs ?? null),
  egress: state?.egress ?? 'unknown',
  ingress: state?.ingress ?? 'unknown',
});

function reconcileOf({ url, keys }: LiveKitServer, state: ReconcileState | undefined): ServerHealth['reconcile'] {
  if (url === null || keys.size === 0) return 'off';
  if ((state?.error ?? null) !== null) return 'failing';
  return (state?.answeredMs ?? null) === null ? 'waiting' : 'ok';
}
