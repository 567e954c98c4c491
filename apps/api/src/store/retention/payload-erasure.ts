/**
 * Removes one person from stored payloads (ER1). Invariant: what happened, when the event was received and its offset
 * are unchanged.
 */
import { erasePerson } from '@livekit-dashboard/livekit';
import type { DataSource } from 'typeorm';
import { sameText } from '../sql/bounded-key';

export interface Person {
  readonly identity: string;
  readonly pseudonym: string;
}

interface Stored {
  readonly key: number;
  readonly payload: Record<string, unknown>;
}

/** Small, since the payloads of a step may be large. */
const AT_ONCE = 50;
/** Events per step of the scan over events that name no participant in a column. */
const WINDOW = 1_000;

export class PayloadErasure {
  constructor(
    private readonly dataSource: DataSource,
    private readonly person: Person,
  ) {}

  /** Erases some of the events of this identity and returns how many; 0: none are left. */
  async ofPerson(): Promise<number> {
    const events = await this.dataSource.query<Stored[]>(
      `SELECT stream_offset AS key, payload FROM event WHERE ${sameText('identity', '$1::text')} AND identity = $1
       ORDER BY stream_offset LIMIT ${AT_ONCE}`,
      [this.person.identity],
    );
    const payloads = events.map(({ payload }) => this.erased(payload));
    await this.dataSource.query(
      `UPDATE event e SET identity = $3, payload = row.payload::json
       FROM unnest($1::bigint[], $2::text[]) AS row (at, payload) WHERE e.stream_offset = row.at`,
      [events.map(({ key }) => key), payloads, this.person.pseudonym],
    );
    return events.length;
  }

  /**
   * Erases events after `after` that may mention the person in their payload only (egress, ingress, jobs). `next`:
   * where the next step starts; null: that was the last.
   */
  async eraseNext(after: number): Promise<{ readonly erased: number; readonly next: number | null }> {
    const rows = await this.dataSource.query<{ key: number; payload: Stored['payload'] | null }[]>(
      `SELECT stream_offset AS key, CASE WHEN strpos(payload::text, $2) > 0 THEN payload END AS payload FROM event
       WHERE stream_offset > $1 AND participant_sid IS NULL AND event NOT LIKE 'room%' ORDER BY stream_offset LIMIT ${WINDOW}`,
      [after, this.needle],
    );
    const erased = await this.replace('event', 'stream_offset', rows);
    return { erased, next: rows.length < WINDOW ? null : (rows.at(-1)?.key ?? null) };
  }

  /** Erases quarantined events, of which there are few. */
  async quarantined(): Promise<number> {
    const rows = await this.dataSource.query<Stored[]>(
      'SELECT number AS key, payload FROM quarantined_event WHERE strpos(payload::text, $1) > 0 ORDER BY number LIMIT 1000',
      [this.needle],
    );
    return this.replace('quarantined_event', 'number', rows);
  }

  /** The identity as written within JSON. */
  private get needle(): string {
    return JSON.stringify(this.person.identity);
  }

  private async replace(
    table: string,
    key: string,
    rows: readonly { readonly key: number; readonly payload: Stored['payload'] | null }[],
  ): Promise<number> {
    const changed = rows.flatMap((row) => {
      if (row.payload === null) return [];
      const payload = erasePerson(row.payload, this.person);
      return payload === row.payload ? [] : [{ key: row.key, payload: JSON.stringify(payload) }];
    });
    if (changed.length === 0) return 0;
    await this.dataSource.query(
      `UPDATE ${table} e SET payload = row.payload::json FROM unnest($1::bigint[], $2::text[]) AS row (key, payload)
       WHERE e.${key} = row.key`,
      [changed.map((row) => row.key), changed.map(({ payload }) => payload)],
    );
    return changed.length;
  }

  private erased(payload: Stored['payload']): string {
    return JSON.stringify(erasePerson(payload, this.person));
  }
}
