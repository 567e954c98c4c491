/**
 * Erases one person: identity, names, metadata and attributes, from rows, their evidence and stored payloads. No count
 * changes, since the pseudonym replaces the identity everywhere.
 *
 * Invariants: ER1, ER3 and ER4 (docs/protocol.md). Rows change through the stream, some at a time, and each step is one
 * synthetic event that names no person. The identity is stored only until the erasure ends. A replica that continues an
 * interrupted erasure uses the same pseudonym, so counts of distinct identities stay exact. Repeating a step does no
 * harm.
 */
import { randomBytes } from 'node:crypto';
import { emptyState, erasedParticipant, erasedTrack, RETENTION_EVENTS } from '@livekit-dashboard/domain';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { boundedKey } from '../sql/bounded-key';
import { onConnection } from '../database/on-connection';
import { SLOW_STATEMENT_MS } from '../database/open-database';
import { slowSettings } from '../database/slow-settings';
import type { SqlClient } from '../sql/client';
import type { FeedBatch } from '../stream/feed';
import { BatchTransaction } from '../batch/batch-transaction';
import { lockHead } from '../database/lock-head';
import { SLOW_DATA_SOURCE } from '../stream/slow-reader';
import { retentionEvent } from './retention-event';
import { forgetMonthsOf } from '../usage/rollup-month';
import { KEY_CHARACTERS } from '../usage/parts';
import { toStoredEvent } from '../entities/stored-event';
import type { WorkingSet } from '../batch/working-set';
import { PayloadErasure, type Person } from './payload-erasure';
import { loadPerson } from './person-rows';
import { named, rows, run } from '../sql/sql';

export interface ErasedCounts {
  readonly participants: number;
  readonly tracks: number;
  readonly events: number;
}

const AT_ONCE = 50;
const COUNTS = 'participants, tracks, events';

@Injectable()
export class ErasureRepository {
  /** `slow`: rollups of years are searched for the identity, and months may be summed up at the same time. */
  constructor(
    private readonly dataSource: DataSource,
    @Inject(SLOW_DATA_SOURCE) private readonly slow: DataSource,
  ) {}

  /** Begins an erasure, or continues an interrupted one. */
  async begin(identity: string, nowMs: number): Promise<Person> {
    const [erasure] = await rows<{ pseudonym: string }>(
      this.dataSource,
      named(
        `INSERT INTO erasure (pseudonym, identity, started_ms) VALUES (:pseudonym, :identity, :nowMs)
         ON CONFLICT (${boundedKey('identity')}) WHERE identity IS NOT NULL DO UPDATE SET identity = excluded.identity
         RETURNING pseudonym`,
        { pseudonym: `erased-${randomBytes(12).toString('hex')}`, identity, nowMs },
      ),
    );
    return { identity, pseudonym: erasure?.pseudonym ?? '' };
  }

  /** Identities of interrupted erasures. */
  async underWay(): Promise<string[]> {
    const found = await this.dataSource.query<{ identity: string }[]>(
      'SELECT identity FROM erasure WHERE identity IS NOT NULL ORDER BY started_ms',
    );
    return found.map(({ identity }) => identity);
  }

  payloads(person: Person): PayloadErasure {
    return new PayloadErasure(this.dataSource, person);
  }

  /** Erases some of the person's connections with their tracks. Returns the batch to publish; null if none are left. */
  eraseRows(person: Person, nowMs: number): Promise<FeedBatch | null> {
    return this.inStream(person, nowMs, async (client, streamOffset) => {
      const sets = await loadPerson(client, person.identity, AT_ONCE);
      if (sets.length === 0) return null;
      for (const set of sets) set.apply(erasedRows(set, person.pseudonym), streamOffset);
      const counts = {
        participants: sum(sets, ({ state }) => state.participants.size),
        tracks: sum(sets, ({ state }) => state.tracks.size),
      };
      await run(
        client,
        named(
          `UPDATE erasure SET participants = participants + :participants, tracks = tracks + :tracks
           WHERE pseudonym = :pseudonym`,
          { pseudonym: person.pseudonym, ...counts },
        ),
      );
      return { sets, payload: counts };
    });
  }

  async countEvents({ pseudonym }: Person, events: number): Promise<void> {
    await run(
      this.dataSource,
      named('UPDATE erasure SET events = events + :events WHERE pseudonym = :pseudonym', { pseudonym, events }),
    );
  }

  /**
   * Deletes the stored identity, and writes one more event, so that clients with recent events read them again. If
   * nothing of the person was found, nothing is stored.
   */
  async finish(person: Person, nowMs: number): Promise<{ counts: ErasedCounts; feed: FeedBatch | null }> {
    await this.renameParts(person);
    const [counts] = await this.dataSource.query<ErasedCounts[]>(`SELECT ${COUNTS} FROM erasure WHERE pseudonym = $1`, [
      person.pseudonym,
    ]);
    const found = counts ?? { participants: 0, tracks: 0, events: 0 };
    if (found.participants + found.events === 0) {
      await this.dataSource.query('DELETE FROM erasure WHERE pseudonym = $1', [person.pseudonym]);
      return { counts: found, feed: null };
    }
    const feed = await this.inStream(person, nowMs, async (client) => {
      await run(
        client,
        named('UPDATE erasure SET identity = NULL, finished_ms = :nowMs WHERE pseudonym = :pseudonym', {
          pseudonym: person.pseudonym,
          nowMs,
        }),
      );
      return { sets: [], payload: found };
    });
    return { counts: found, feed };
  }

  /**
   * Renames the person in rollups. A day that already has the pseudonym was rolled up during the erasure; its rows
   * changed since, so it is counted again and its old part may be deleted. Months are summed up again.
   */
  private async renameParts({ identity, pseudonym }: Person): Promise<void> {
    if (identity.length > KEY_CHARACTERS) return; // other identities may share so long a beginning; those days are made stale and counted again
    await this.slow.transaction(async (manager) => {
      await manager.query(slowSettings(SLOW_STATEMENT_MS));
      const parts = await manager.query<{ day: number }[]>(
        `SELECT day_ms AS day FROM usage_part WHERE by = 'identity' AND key = $1`,
        [identity],
      );
      const days = parts.map(({ day }) => day);
      await run(
        manager,
        named(
          `UPDATE usage_part p SET key = :pseudonym WHERE by = 'identity' AND key = :identity AND day_ms = ANY(:days::bigint[])
             AND NOT EXISTS (SELECT 1 FROM usage_part o WHERE o.by = p.by AND o.day_ms = p.day_ms AND o.key = :pseudonym)`,
          { identity, pseudonym, days },
        ),
      );
      await run(
        manager,
        named(`DELETE FROM usage_part WHERE by = 'identity' AND key = :identity AND day_ms = ANY(:days::bigint[])`, {
          identity,
          days,
        }),
      );
      await forgetMonthsOf(manager, days);
      await manager.query(`DELETE FROM usage_month_part WHERE by = 'identity' AND key = $1`, [identity]);
    });
  }

  private inStream(
    person: Person,
    nowMs: number,
    work: (client: SqlClient, offset: number) => Promise<{ sets: readonly WorkingSet[]; payload: object } | null>,
  ): Promise<FeedBatch | null> {
    return onConnection(this.dataSource, async (client) => {
      await client.query('BEGIN');
      const { epoch, offset: fromOffset } = await lockHead(client);
      const toOffset = fromOffset + 1;
      const done = await work(client, toOffset);
      if (!done) {
        await client.query('ROLLBACK');
        return null;
      }
      const [, name] = RETENTION_EVENTS;
      const event = retentionEvent({
        event: name,
        about: person.pseudonym,
        source: done.sets[0]?.source ?? 'default',
        streamOffset: toOffset,
        nowMs,
        payload: { erased: done.payload },
      });
      const { changes } = await new BatchTransaction(client, this.dataSource, null).commit({
        sets: done.sets,
        events: [event],
        quarantined: [],
      });
      return { epoch, fromOffset, toOffset, changes, events: [toStoredEvent(event)] };
    });
  }
}

const sum = (sets: readonly WorkingSet[], of: (set: WorkingSet) => number): number =>
  sets.reduce((total, set) => total + of(set), 0);

const erasedRows = ({ state }: WorkingSet, pseudonym: string): ReturnType<typeof emptyState> => ({
  ...emptyState(),
  participants: new Map([...state.participants].map(([sid, row]) => [sid, erasedParticipant(row, pseudonym)])),
  tracks: new Map([...state.tracks].map(([sid, row]) => [sid, erasedTrack(row)])),
});
