/** A store that gives a fold only the rows `needs.ts` asks for, as the database does, so that a missing need shows. */
import type { DomainEvent } from '../event';
import { fold } from '../fold';
import * as needs from '../needs';
import { isOpen } from '../participant';
import { orderMs, type SessionRecord } from '../session';
import { apply, emptyState, type State } from '../state';
import { isTrackOpen } from '../track';

export class InMemoryStore {
  readonly all: State = emptyState();

  /** Folds a batch over a working set of its own and writes back what changed. */
  ingest(batch: readonly DomainEvent[]): void {
    const working = this.load(batch);
    for (const event of batch) {
      const changes = fold(working, event);
      apply(working, changes);
      apply(this.all, changes);
    }
  }

  private load(batch: readonly DomainEvent[]): State {
    const state = emptyState();
    const take = <R>(from: Map<string, R>, to: Map<string, R>, wanted: (row: R, key: string) => boolean): void => {
      for (const [key, row] of from) if (wanted(row, key)) to.set(key, row);
    };
    const sids = new Set(needs.sessionSidsOf(batch));
    take(this.all.sessions, state.sessions, ({ sid }) => sids.has(sid));
    for (const window of needs.chainWindows(state, batch)) {
      const near = this.neighbours(window);
      take(this.all.sessions, state.sessions, ({ sid }) => near.has(sid));
    }
    const ending = new Set(needs.sessionsWithMovingEnds(state, batch));
    const people = new Set(needs.participantSidsOf(batch));
    const identities = needs.identitiesOf(batch);
    take(
      this.all.participants,
      state.participants,
      (row) =>
        people.has(row.sid) ||
        (ending.has(row.sessionSid) && isOpen(row)) ||
        identities.some((one) => one.sessionSid === row.sessionSid && one.identity === row.identity),
    );
    const tracks = new Set(needs.trackSidsOf(batch));
    const leaving = new Set(
      [...needs.leaversOf(batch), ...needs.lapsedOf(state, batch)].map(({ participantSid }) => participantSid),
    );
    take(
      this.all.tracks,
      state.tracks,
      (row) =>
        tracks.has(row.sid) || (isTrackOpen(row) && (leaving.has(row.participantSid) || ending.has(row.sessionSid))),
    );
    const egresses = new Set(needs.egressIdsOf(batch));
    take(this.all.egresses, state.egresses, ({ id }) => egresses.has(id));
    const ingresses = new Set(needs.ingressKeysOf(batch));
    take(this.all.ingresses, state.ingresses, (_, key) => ingresses.has(key));
    return state;
  }

  private neighbours({ name, fromMs, toMs }: needs.ChainWindow): Set<string> {
    const chain = [...this.all.sessions.values()].filter((row) => row.name === name);
    const nearest = (rows: SessionRecord[], side: 1 | -1): SessionRecord[] =>
      rows.sort((a, b) => side * (orderMs(a) - orderMs(b) || (a.sid < b.sid ? -1 : 1))).slice(0, 1);
    return new Set(
      [
        ...chain.filter((row) => orderMs(row) >= fromMs && orderMs(row) <= toMs),
        ...nearest(
          chain.filter((row) => orderMs(row) < fromMs),
          -1,
        ),
        ...nearest(
          chain.filter((row) => orderMs(row) > toMs),
          1,
        ),
      ].map(({ sid }) => sid),
    );
  }
}
