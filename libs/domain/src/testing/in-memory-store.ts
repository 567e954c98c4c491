/**
 * A store that gives a fold only the rows that `needs.ts` names, as the database does, so that a missing need fails the
 * test.
 */
import type { DomainEvent } from '../event';
import { fold } from '../fold';
import * as needs from '../needs';
import { isOpen, type ParticipantRecord } from '../participant';
import { orderMs, type SessionRecord } from '../session';
import { apply, emptyState, type Changes, type State } from '../state';
import { isTrackOpen, trackKey, type TrackRecord } from '../track';

export class InMemoryStore {
  readonly all: State = emptyState();

  /** Folds a batch over its own working set, stores the changes and returns them. */
  ingest(batch: readonly DomainEvent[]): Changes {
    const working = this.load(batch);
    const written = emptyState();
    for (const event of batch) {
      const changes = fold(working, event);
      apply(working, changes);
      apply(this.all, changes);
      apply(written, changes);
    }
    return written;
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
    const people = new Set(needs.participantSidsOf(batch));
    const takePeople = (wanted: (row: ParticipantRecord) => boolean): void =>
      take(this.all.participants, state.participants, wanted);
    const isSibling =
      (identities: readonly needs.IdentityInSession[]) =>
      (row: ParticipantRecord): boolean =>
        identities.some((one) => one.sessionSid === row.sessionSid && one.identity === row.identity);
    takePeople((row) => people.has(row.sid));
    takePeople(isSibling(needs.identitiesOf(batch)));
    const placements = needs.placementsOf(state, batch);
    const homes = new Set(placements.sessionSids);
    take(this.all.sessions, state.sessions, ({ sid }) => homes.has(sid));
    takePeople(isSibling(placements.identities));
    const whole = new Set<string | null>(placements.wholeSessions);
    takePeople((row) => whole.has(row.sessionSid));
    const ending = new Set<string | null>(needs.sessionsWithMovingEnds(state, batch));
    takePeople((row) => ending.has(row.sessionSid) && isOpen(row));
    const tracks = new Set(needs.trackKeysOf(batch).map((key) => trackKey(key.participantSid, key.sid)));
    const movers = new Set(placements.movers);
    const inSession = (sessionSid: string | null, participantSid: string): string => `${sessionSid}/${participantSid}`;
    const leaving = new Set(
      [...needs.leavingConnectionsOf(batch), ...placements.connections, ...needs.lapsedConnectionsOf(state, batch)].map(
        (one) => inSession(one.sessionSid, one.participantSid),
      ),
    );
    const sessionOf = ({ participantSid }: TrackRecord): string | null =>
      this.all.participants.get(participantSid)?.sessionSid ?? null;
    take(
      this.all.tracks,
      state.tracks,
      (row, key) =>
        tracks.has(key) ||
        movers.has(row.participantSid) ||
        (isTrackOpen(row) &&
          (leaving.has(inSession(sessionOf(row), row.participantSid)) || ending.has(sessionOf(row)))),
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
