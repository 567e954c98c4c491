/**
 * Ends silent sessions where LiveKit's lists do not decide: those of servers that are not queried, do not answer, or
 * contradict their webhooks. So no session stays open, or costs, for ever.
 *
 * Invariants: the end is the last sign of life plus the limit, whichever replica finds it and when, so all create the
 * same event; a later sign of life voids it. "Now" is by the database's clock, so a host with a wrong clock ends
 * nothing, and no end is in the future; nothing ends while that clock jumps.
 */
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SILENCE_MS } from '@livekit-dashboard/domain';
import { IngestService } from '../ingest/ingest.service';
import { HeldRepository, type SilentSession } from '../store/reconcile/held.repository';
import { ReconcileRepository, type ReconcileState } from '../store/reconcile/reconcile.repository';
import { Config } from '../config/config';
import { Recurring } from '../recurring/recurring';
import { ReconcileTimes } from './reconcile-times';
import * as metrics from './reconcile.metrics';
import { SteadyClock } from './steady-clock';
import { partialRoom, syntheticEvent, type Finding } from './synthetic-event';

const AT_ONCE = 200;

@Injectable()
export class SilenceService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Reconcile');
  private readonly recurring = new Recurring(
    (signal) => this.check(signal),
    (error) => this.logger.warn(`Cannot check which sessions are silent: ${String(error)}`),
  );
  /** When the first check was, by the database's clock. */
  private bootMs: number | null = null;

  constructor(
    private readonly config: Config,
    private readonly held: HeldRepository,
    private readonly states: ReconcileRepository,
    private readonly ingest: IngestService,
    private readonly clock: SteadyClock,
    private readonly times: ReconcileTimes,
  ) {}

  onApplicationBootstrap(): void {
    this.recurring.start(this.times.silenceMs, true);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.recurring.stop();
  }

  private async check(signal: AbortSignal): Promise<void> {
    const { nowMs, steady } = await this.clock.read();
    if (!steady) return;
    const decided = await this.decided(nowMs, (this.bootMs ??= nowMs));
    let ended = 0;
    for (;;) {
      const silent = signal.aborted ? [] : await this.held.silent(nowMs, SILENCE_MS, decided, AT_ONCE);
      const outcomes = await Promise.all(silent.map((session) => this.end(session, nowMs)));
      const stored = outcomes.filter((outcome) => outcome === 'stored').length;
      ended += stored;
      // Events that are stored already end nothing more: other replicas stored them.
      if (silent.length < AT_ONCE || stored === 0) break;
    }
    if (ended === 0) return;
    metrics.synthetic.inc({ event: 'session_timeout' }, ended);
    this.logger.log(`${ended} sessions were silent for too long, and are shown as ended (session_timeout)`);
  }

  /**
   * Servers whose lists decide what is open: all that are queried, except those that fail for long or contradict their
   * webhooks.
   */
  private async decided(nowMs: number, bootMs: number): Promise<string[]> {
    const states = new Map((await this.states.states()).map((state) => [state.source, state]));
    const asked = this.config.servers.filter(({ url }) => url !== null).map(({ name }) => name);
    return asked.filter((name) => !this.saysNothing(states.get(name), nowMs, bootMs));
  }

  /** At start this is not known yet: it takes a request of this start. */
  private saysNothing(state: ReconcileState | undefined, nowMs: number, bootMs: number): boolean {
    if (state === undefined || (state.startedMs ?? 0) < bootMs) return false;
    if (state.contradictedMs !== null) return true;
    return state.failures > 0 && (state.answeredMs ?? 0) < nowMs - 2 * this.times.intervalMs;
  }

  private end(
    { source, sid, name, lastSignMs, participants }: SilentSession,
    nowMs: number,
  ): ReturnType<IngestService['submit']> {
    const limitMs = participants > 0 ? SILENCE_MS.occupied : SILENCE_MS.empty;
    const last = `the last sign of life was at ${new Date(lastSignMs).toISOString()}`;
    const who = participants > 0 ? `with ${participants} in` : 'with nobody in';
    const finding: Finding = {
      event: 'session_timeout',
      room: partialRoom(sid, name),
      payload: {
        reason: `silent for ${limitMs / 60_000} minutes ${who}: ${last}`,
        silentSinceMs: String(lastSignMs),
      },
    };
    return this.ingest.submit(syntheticEvent(source, finding, lastSignMs + limitMs, nowMs));
  }
}
