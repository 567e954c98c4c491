/**
 * Erases one person: identity, names, metadata and attributes, from rows, their evidence and stored payloads. Nothing that is counted
 * changes: the pseudonym stands wherever the identity stood.
 *
 * Invariants: rows change through the stream, some at a time, each step one synthetic event that tells of nobody; the identity is
 * noted only until the erasure ends; whoever takes over one that was cut short uses the same pseudonym, so counts of distinct
 * identities hold; doing any step twice does no harm.
 */
import { randomBytes } from 'node:crypto';
import { emptyState, erasedParticipant, erasedTrack, RETENTION_EVENTS } from '@livekit-dashboard/domain';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { onConnection } from '../database/on-connection';
import { SLOW_STATEMENT_MS } from '../database/open-database';
import { slowSettings } from '../database/slow-settings';
import type { Sql } from '../database/sql';
import type { FeedBatch } from '../feed';
import { BatchTransaction } from '../repositories/batch-transaction';
import { lockHead } from '../repositories/lock-head';
import { SLOW_DATA_SOURCE } from '../repositories/slow-reader';
import { retentionEvent } from '../retention/retention-event';
import { forgetMonthsOf } from '../usage/month-rollup';
import { KEY_CHARACTERS } from '../usage/part-counts';
import { toStoredEvent } from '../views';
import type { WorkingSet } from '../working-set';
import { PayloadErasure, type Person } from './payload-erasure';
import { loadPerson } from './person-rows';

export interface ErasedCounts {
  readonly participants: number;
  readonly tracks: number;
  readonly events: number;
}

const AT_ONCE = 50;
const COUNTS = 'participants, tracks, events';

@Injectable()
export class ErasureRepository {
  /** `slow`: who is in rollups of years is looked for in all of them, and months may be being summed up. */
  constructor(
    private readonly dataSource: DataSource,
    @Inject(SLOW_DATA_SOURCE) private readonly slow: DataSource,
  ) {}

  /** Begins, or takes up one that was cut short. */
  async begin(identity: string, nowMs: number): Promise<Person> {
    const rows = await this.dataSource.query<{ pseudonym: string }[]>(
      `INSERT INTO erasure (pseudonym, identity, started_ms) VALUES ($1, $2, $3)
       ON CONFLICT (identity) WHERE identity IS NOT NULL DO UPDATE SET identity = excluded.identity RETURNING pseudonym`,
      [`erased-${randomBytes(12).toString('hex')}`, identity, nowMs],
    );
    return { identity, pseudonym: rows[0]?.pseudonym ?? '' };
  }

  /** Erasures that were cut short. */
  async underWay(): Promise<string[]> {
    const rows = await this.dataSource.query<{ identity: string }[]>(
      'SELECT identity FROM erasure WHERE identity IS NOT NULL ORDER BY started_ms',
    );
    return rows.map(({ identity }) => identity);
  }

  payloads(person: Person): PayloadErasure {
    return new PayloadErasure(this.dataSource, person);
  }

  /** Some of the person's connections with their tracks: what to publish; null: there are no more. */
  eraseRows(person: Person, nowMs: number): Promise<FeedBatch | null> {
    return this.inStream(person, nowMs, async (sql, streamOffset) => {
      const sets = await loadPerson(sql, person.identity, AT_ONCE);
      if (sets.length === 0) return null;
      for (const set of sets) set.apply(erasedRows(set, person.pseudonym), streamOffset);
      const counts = {
        participants: sum(sets, ({ state }) => state.participants.size),
        tracks: sum(sets, ({ state }) => state.tracks.size),
      };
      await sql.query(
        'UPDATE erasure SET participants = participants + $2, tracks = tracks + $3 WHERE pseudonym = $1',
        [person.pseudonym, counts.participants, counts.tracks],
      );
      return { sets, payload: counts };
    });
  }

  async countEvents({ pseudonym }: Person, events: number): Promise<void> {
    await this.dataSource.query('UPDATE erasure SET events = events + $2 WHERE pseudonym = $1', [pseudonym, events]);
  }

  /**
   * Forgets who it was, and tells the stream once more, so that whoever holds last events reads them anew. Of somebody of whom nothing
   * was found nothing is noted.
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
    const feed = await this.inStream(person, nowMs, async (sql) => {
      await sql.query('UPDATE erasure SET identity = NULL, finished_ms = $2 WHERE pseudonym = $1', [
        person.pseudonym,
        nowMs,
      ]);
      return { sets: [], payload: found };
    });
    return { counts: found, feed };
  }

  /**
   * In what is rolled up. A day that has the pseudonym already was rolled up in the midst of the erasure; its rows changed since, so
   * it is counted anew and its old part may go. Months are summed up anew.
   */
  private async renameParts({ identity, pseudonym }: Person): Promise<void> {
    if (identity.length > KEY_CHARACTERS) return; // others may share so long a beginning; those days are marked and counted anew
    await this.slow.transaction(async (manager) => {
      await manager.query(slowSettings(SLOW_STATEMENT_MS));
      const rows = await manager.query<{ day: number }[]>(
        `SELECT day_ms AS day FROM usage_part WHERE by = 'identity' AND key = $1`,
        [identity],
      );
      const days = rows.map(({ day }) => day);
      await manager.query(
        `UPDATE usage_part p SET key = $2 WHERE by = 'identity' AND key = $1 AND day_ms = ANY($3::bigint[])
           AND NOT EXISTS (SELECT 1 FROM usage_part o WHERE o.by = p.by AND o.day_ms = p.day_ms AND o.key = $2)`,
        [identity, pseudonym, days],
      );
      await manager.query(`DELETE FROM usage_part WHERE by = 'identity' AND key = $1 AND day_ms = ANY($2::bigint[])`, [
        identity,
        days,
      ]);
      await forgetMonthsOf(manager, days);
      await manager.query(`DELETE FROM usage_month_part WHERE by = 'identity' AND key = $1`, [identity]);
    });
  }

  private inStream(
    person: Person,
    nowMs: number,
    work: (sql: Sql, offset: number) => Promise<{ sets: readonly WorkingSet[]; payload: object } | null>,
  ): Promise<FeedBatch | null> {
    return onConnection(this.dataSource, async (sql) => {
      await sql.query('BEGIN');
      const { epoch, offset: fromOffset } = await lockHead(sql);
      const toOffset = fromOffset + 1;
      const done = await work(sql, toOffset);
      if (!done) {
        await sql.query('ROLLBACK');
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
      const changes = await new BatchTransaction(sql, this.dataSource).commit({
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
