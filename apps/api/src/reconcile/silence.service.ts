/**
 * Ends what is silent, where LiveKit does not tell: sessions of servers that are not asked, or do not answer. No session is open, or
 * costs, for ever. Invariant: the end is at the last sign of life plus the limit, whoever finds it and when, so several replicas
 * find the same event; a later sign of life makes it void.
 */
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SILENCE_MS } from '@livekit-dashboard/domain';
import { IngestService } from '../ingest/ingest.service';
import { HeldRepository, type SilentSession } from '../store/repositories/held.repository';
import { ReconcileRepository, type ReconcileState } from '../store/repositories/reconcile.repository';
import { Config } from '../config/config';
import { Recurring } from '../recurring/recurring';
import { ReconcileTimes } from './reconcile-times';
import * as metrics from './reconcile.metrics';
import { partialRoom, syntheticEvent, type Finding } from './synthetic-event';

const AT_ONCE = 200;

@Injectable()
export class SilenceService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Reconcile');
  private readonly recurring = new Recurring(
    (signal) => this.look(signal),
    (error) => this.logger.warn(`Cannot look what is silent: ${String(error)}`),
  );
  private bootMs = 0;

  constructor(
    private readonly config: Config,
    private readonly held: HeldRepository,
    private readonly states: ReconcileRepository,
    private readonly ingest: IngestService,
    private readonly times: ReconcileTimes,
  ) {}

  onApplicationBootstrap(): void {
    this.bootMs = Date.now();
    this.recurring.start(this.times.silenceMs, true);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.recurring.stop();
  }

  private async look(signal: AbortSignal): Promise<void> {
    const answering = await this.answering();
    let ended = 0;
    for (;;) {
      const silent = signal.aborted ? [] : await this.held.silent(Date.now(), SILENCE_MS, answering, AT_ONCE);
      const outcomes = await Promise.all(silent.map((session) => this.end(session)));
      const stored = outcomes.filter((outcome) => outcome === 'stored').length;
      ended += stored;
      // Events that are there already end nothing more: other replicas stored them.
      if (silent.length < AT_ONCE || stored === 0) break;
    }
    if (ended === 0) return;
    metrics.synthetic.inc({ event: 'session_timeout' }, ended);
    this.logger.log(`${ended} sessions were silent for too long, and are shown as ended (session_timeout)`);
  }

  /** Servers that tell by themselves what is open: all that are asked, but those that failed and did not answer for long. */
  private async answering(): Promise<string[]> {
    const states = new Map((await this.states.states()).map((state) => [state.source, state]));
    const asked = this.config.servers.filter(({ url }) => url !== null).map(({ name }) => name);
    return asked.filter((name) => !this.isSilent(states.get(name)));
  }

  /** At start it is not known yet: only a request of this start can tell. */
  private isSilent(state: ReconcileState | undefined): boolean {
    if (state === undefined || state.failures === 0 || (state.startedMs ?? 0) < this.bootMs) return false;
    return (state.answeredMs ?? 0) < Date.now() - 2 * this.times.intervalMs;
  }

  private end({ source, sid, name, lastSignMs, participants }: SilentSession): ReturnType<IngestService['submit']> {
    const limitMs = participants > 0 ? SILENCE_MS.occupied : SILENCE_MS.empty;
    const last = `the last sign of life was at ${new Date(lastSignMs).toISOString()}`;
    const who = participants > 0 ? `with ${participants} in` : 'with nobody in';
    const finding: Finding = {
      event: 'session_timeout',
      room: partialRoom(sid, name),
      payload: { reason: `silent for ${limitMs / 60_000} minutes ${who}: ${last}` },
    };
    return this.ingest.submit(syntheticEvent(source, finding, lastSignMs + limitMs, Date.now()));
  }
}
