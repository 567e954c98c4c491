/**
 * Erases a person step by step: connections first, so that late events are recognized, then payloads, then the identity
 * itself. A second request for the same person joins the erasure in progress. Invariants: ER1 to ER4
 * (docs/protocol.md). Lifecycle: an erasure that a shutdown interrupts continues with the next run.
 */
import type { Erasure } from '@livekit-dashboard/contracts';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Publisher } from '../publish/publisher';
import { searchable } from '../store/sql/sql';
import { ErasureRepository } from '../store/retention/erasure.repository';
import type { Person } from '../store/retention/payload-erasure';
import { rest } from '../recurring/rest';
import { RetentionTimes } from './retention-times';

@Injectable()
export class ErasureService implements BeforeApplicationShutdown {
  private readonly running = new Map<string, Promise<Erasure>>();
  private readonly closing = new AbortController();

  constructor(
    private readonly store: ErasureRepository,
    private readonly publisher: Publisher,
    private readonly times: RetentionTimes,
  ) {}

  /** Resolves once nothing of the person is left. Rejects while the database is unavailable, and at shutdown. */
  erase(text: string): Promise<Erasure> {
    const identity = searchable(text);
    const running = this.running.get(identity) ?? this.run(identity).finally(() => this.running.delete(identity));
    this.running.set(identity, running);
    return running;
  }

  /** Continues interrupted erasures. */
  async resume(): Promise<void> {
    for (const identity of await this.store.underWay()) await this.erase(identity);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing.abort(new Error('The dashboard is shutting down'));
    await Promise.allSettled(this.running.values());
  }

  private async run(identity: string): Promise<Erasure> {
    const person = await this.store.begin(identity, Date.now());
    await this.steps(async () => {
      const feed = await this.store.eraseRows(person, Date.now());
      if (feed) this.publisher.publish(feed);
      return feed !== null;
    });
    await this.erasePayloads(person);
    const { counts, feed } = await this.store.finish(person, Date.now());
    if (feed) this.publisher.publish(feed);
    const found = feed !== null;
    return { ...counts, pseudonym: found ? person.pseudonym : null };
  }

  private async erasePayloads(person: Person): Promise<void> {
    const payloads = this.store.payloads(person);
    await this.steps(async () => {
      const erased = await payloads.ofPerson();
      await this.store.countEvents(person, erased);
      return erased > 0;
    });
    let after: number | null = 0;
    await this.steps(async () => {
      const { erased, next } = await payloads.eraseNext(after ?? 0);
      await this.store.countEvents(person, erased);
      after = next;
      return next !== null;
    });
    await this.store.countEvents(person, await payloads.quarantined());
  }

  /** Pauses after each step as retention does. */
  private async steps(step: () => Promise<boolean>): Promise<void> {
    for (;;) {
      this.closing.signal.throwIfAborted();
      const from = performance.now();
      if (!(await step())) return;
      await rest(performance.now() - from, this.times, this.closing.signal);
    }
  }
}
