import type { Logger } from '@nestjs/common';
import type { LiveKitServer } from '../config/config';
import type { Reconciled } from './reconciler';

/** Log lines: what was found, and when a server begins or ceases to answer. A line is not repeated. */
export class ReconcileLog {
  /** The last failure's reason by server; null: it answered. */
  private readonly last = new Map<string, string | null>();
  private readonly contradicted = new Set<string>();
  private readonly withoutRedis = new Set<string>();
  private steady = true;

  constructor(private readonly logger: Pick<Logger, 'log' | 'warn' | 'debug'>) {}

  answered(server: LiveKitServer, reconciled: Reconciled, ms: number): void {
    const { rooms, participants, notAsked, fed } = reconciled;
    const { name, url } = server;
    const events = [...fed].map(([event, count]) => `${count} ${event}`).join(', ');
    const missing = notAsked > 0 ? `, ${notAsked} rooms not asked who is in them` : '';
    const line = `${name}: ${rooms} rooms, ${participants} participants listed in ${ms} ms${missing}; ${events || 'nothing missed'}`;
    const isFirst = this.last.get(name) !== null;
    if (isFirst) this.logger.log(`${name}: LiveKit at ${hostOf(url)} answers`);
    if (isFirst || fed.size > 0) this.logger.log(line);
    else this.logger.debug(line);
    this.last.set(name, null);
    this.belief(server, reconciled);
    this.jobs(server, reconciled);
  }

  failed(name: string, error: string): void {
    const reason = error.replace(/^\w*Error: /, '');
    if (this.last.get(name) === reason) this.logger.debug(`${name}: ${reason}`);
    else this.logger.warn(`${name}: ${reason}`);
    this.last.set(name, reason);
  }

  /** Whether the database's clock can be trusted. */
  clock(steady: boolean): void {
    if (this.steady && !steady) {
      this.logger.warn(
        "The database's clock jumped: nothing is compared or ended until it has been steady for a while",
      );
    }
    this.steady = steady;
  }

  private belief({ name, url }: LiveKitServer, { answered: { contradictedMs } }: Reconciled): void {
    if (contradictedMs !== null && !this.contradicted.has(name)) {
      this.contradicted.add(name);
      this.logger.warn(
        `${name}: LiveKit at ${hostOf(url)} lists none of the rooms that webhooks report, so nothing is ended by what it lists. ` +
          'Does LIVEKIT_URL name another server?',
      );
    }
    if (contradictedMs === null) this.contradicted.delete(name);
  }

  private jobs({ name }: LiveKitServer, { jobErrors, answered: { egress } }: Reconciled): void {
    if (egress === 'not_connected' && !this.withoutRedis.has(name)) {
      this.withoutRedis.add(name);
      this.logger.log(`${name}: LiveKit runs without Redis, so it has no egress or ingress to compare`);
    }
    for (const error of jobErrors) this.logger.debug(`${name}: ${error}`);
  }
}

const hostOf = (url: string | null): string => (url === null ? '?' : new URL(url).host);
