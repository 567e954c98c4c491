/**
 * Decides when each LiveKit server is queried, and by which replica: at start, after a quiet interval, every few
 * minutes, and soon again after a failure.
 *
 * Invariants: one replica queries a server at a time (the lease); an answer changes that server's sessions only;
 * nothing here delays or breaks anything else. Lifecycle: begins when the application has started; a shutdown aborts
 * the current requests.
 */
import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { LiveKitApiError } from '@livekit-dashboard/livekit';
import { Config, type LiveKitServer } from '../config/config';
import { IngestUnavailable } from '../ingest/ingest-unavailable';
import { HeldRepository } from '../store/reconcile/held.repository';
import { ReconcileRepository, type Claim, type ReconcileState } from '../store/reconcile/reconcile.repository';
import { Recurring } from '../recurring/recurring';
import { isDue } from './due';
import { ReconcileLog } from './reconcile-log';
import { ReconcileTimes } from './reconcile-times';
import * as metrics from './reconcile.metrics';
import { NoKeyError, Reconciler } from './reconciler';
import { SteadyClock } from './steady-clock';

/**
 * The text of a failure on the page. Only the log has all of it, since an error of the database can quote stored
 * values.
 */
function reasonOf(error: unknown): string {
  if (error instanceof LiveKitApiError || error instanceof NoKeyError) return error.message;
  if (error instanceof IngestUnavailable) return 'The dashboard cannot store now';
  return 'The dashboard could not compare; its log says why';
}

@Injectable()
export class ReconcileService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Reconcile');
  private readonly log = new ReconcileLog(this.logger);
  private readonly servers: readonly LiveKitServer[];
  private readonly running = new Map<string, Promise<void>>();
  private readonly closing = new AbortController();
  private readonly recurring = new Recurring(
    () => this.check(),
    (error) => this.logger.warn(`Cannot check which server is due: ${String(error)}`),
  );
  /** When the first check was, by the database's clock. */
  private bootMs: number | null = null;

  constructor(
    config: Config,
    private readonly states: ReconcileRepository,
    private readonly held: HeldRepository,
    private readonly reconciler: Reconciler,
    private readonly clock: SteadyClock,
    private readonly times: ReconcileTimes,
  ) {
    this.servers = config.servers.filter(({ url }) => url !== null);
  }

  onApplicationBootstrap(): void {
    if (this.servers.length === 0) return;
    this.recurring.start(this.times.tickMs, true);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing.abort(new Error('The dashboard is shutting down'));
    await this.recurring.stop();
    await Promise.all(this.running.values());
  }

  private async check(): Promise<void> {
    const { nowMs, steady } = await this.clock.read();
    this.log.clock(steady);
    if (!steady) return;
    const bootMs = (this.bootMs ??= nowMs);
    const [states, lastEvents] = await Promise.all([this.states.states(), this.held.lastEvents()]);
    for (const server of this.servers) {
      const state = states.find(({ source }) => source === server.name);
      const situation = { nowMs, bootMs, state, lastEventMs: lastEvents.get(server.name) };
      if (this.running.has(server.name) || this.closing.signal.aborted || !isDue(situation, this.times)) continue;
      const running = this.ask(server, state, nowMs)
        .catch((error: unknown) => this.logger.warn(`${server.name}: ${String(error)}`))
        .finally(() => this.running.delete(server.name));
      this.running.set(server.name, running);
    }
  }

  /** Unless another replica does. */
  private async ask(server: LiveKitServer, seen: ReconcileState | undefined, atMs: number): Promise<void> {
    const begunMs = performance.now();
    const claim: Claim = { source: server.name, owner: randomUUID(), leaseMs: this.times.leaseMs };
    if (!(await this.states.claim(claim, atMs, seen?.startedMs ?? null))) return;
    const lost = new AbortController();
    const keeping = setInterval(() => void this.keep(claim, lost), this.times.leaseMs / 4);
    const stop = metrics.seconds.startTimer();
    try {
      const signal = AbortSignal.any([this.closing.signal, lost.signal, AbortSignal.timeout(this.times.passMs)]);
      const memory = await this.states.memory(server.name);
      const reconciled = await this.reconciler.reconcile(
        server,
        atMs,
        { memory, afterFailure: (seen?.failures ?? 0) > 0 },
        signal,
      );
      await this.states.answered(claim, reconciled.answered);
      this.count(server.name, reconciled.believed ? 'ok' : 'contradicted');
      for (const [event, count] of reconciled.fed) metrics.synthetic.inc({ event }, count);
      this.log.answered(server, reconciled, Math.round(performance.now() - begunMs));
    } catch (error) {
      await this.failed(claim, error);
    } finally {
      clearInterval(keeping);
      stop();
    }
  }

  private async keep(claim: Claim, lost: AbortController): Promise<void> {
    const kept = await this.states.renew(claim).catch(() => true); // while the database is unavailable the lease expires by itself
    if (!kept) lost.abort(new Error('Another replica took over'));
  }

  private async failed(claim: Claim, error: unknown): Promise<void> {
    if (this.closing.signal.aborted) {
      await this.states.release(claim);
      return;
    }
    this.count(claim.source, 'failed');
    this.log.failed(claim.source, String(error));
    await this.states.failed(claim, reasonOf(error));
  }

  private count(source: string, result: 'ok' | 'contradicted' | 'failed'): void {
    metrics.comparisons.inc({ source, result });
  }
}
