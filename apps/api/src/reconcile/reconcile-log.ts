import type { Logger } from '@nestjs/common';
import type { LiveKitServer } from '../config/config';
import type { Reconciled } from './reconciler';

/** Lines for people: what was found, and when a server begins or ceases to answer. No line says the same as the one before. */
export class ReconcileLog {
  /** The last failure's reason by server; null: it answered. */
  private readonly last = new Map<string, string | null>();

  constructor(private readonly logger: Pick<Logger, 'log' | 'warn' | 'debug'>) {}

  answered({ name, url }: LiveKitServer, { rooms, participants, notAsked, fed }: Reconciled, ms: number): void {
    const events = [...fed].map(([event, count]) => `${count} ${event}`).join(', ');
    const missing = notAsked > 0 ? `, ${notAsked} rooms not asked who is in them` : '';
    const line = `${name}: ${rooms} rooms, ${participants} participants listed in ${ms} ms${missing}; ${events || 'nothing missed'}`;
    const isFirst = this.last.get(name) !== null;
    if (isFirst) this.logger.log(`${name}: LiveKit at ${hostOf(url)} answers`);
    if (isFirst || fed.size > 0) this.logger.log(line);
    else this.logger.debug(line);
    this.last.set(name, null);
  }

  failed(name: string, error: string): void {
    const reason = error.replace(/^\w*Error: /, '');
    if (this.last.get(name) === reason) this.logger.debug(`${name}: ${reason}`);
    else this.logger.warn(`${name}: ${reason}`);
    this.last.set(name, reason);
  }
}

const hostOf = (url: string | null): string => (url === null ? '?' : new URL(url).host);
