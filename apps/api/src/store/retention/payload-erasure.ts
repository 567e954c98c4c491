/**
 * Removes one person from stored payloads (ER1). Invariant: what happened, when the event was received and its offset
 * are unchanged.
 */
import { erasePerson } from '@livekit-dashboard/livekit';
import type { DataSource } from 'typeorm';
import { sameText } from '../sql/bounded-key';
import { named, rows, run } from '../sql/sql';

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
    const { identity, pseudonym } = this.person;
    const events = await rows<Stored>(
      this.dataSource,
      named(
        `SELECT stream_offset AS key, payload FROM event
         WHERE ${sameText('identity', ':identity::text')} AND identity = :identity
         ORDER BY stream_offset LIMIT ${AT_ONCE}`,
        { identity },
      ),
    );
    const payloads = events.map(({ payload }) => this.erased(payload));
    await run(
      this.dataSource,
      named(
        `UPDATE event e SET identity = :pseudonym, payload = row.payload::json
         FROM unnest(:offsets::bigint[], :payloads::text[]) AS row (at, payload) WHERE e.stream_offset = row.at`,
        { pseudonym, offsets: events.map(({ key }) => key), payloads },
      ),
    );
    return events.length;
  }

  /**
   * Erases events after `after` that may mention the person in their payload only (egress, ingress, jobs). `next`:
   * where the next step starts; null: that was the last.
   */
  async eraseNext(after: number): Promise<{ readonly erased: number; readonly next: number | null }> {
    const events = await rows<{ key: number; payload: Stored['payload'] | null }>(
      this.dataSource,
      named(
        `SELECT stream_offset AS key, CASE WHEN strpos(payload::text, :needle) > 0 THEN payload END AS payload FROM event
         WHERE stream_offset > :after AND participant_sid IS NULL AND event NOT LIKE 'room%'
         ORDER BY stream_offset LIMIT ${WINDOW}`,
        { after, needle: this.needle },
      ),
    );
    const erased = await this.replace('event', 'stream_offset', events);
    return { erased, next: events.length < WINDOW ? null : (events.at(-1)?.key ?? null) };
  }

  /** Erases quarantined events, of which there are few. */
  async quarantined(): Promise<number> {
    const events = await this.dataSource.query<Stored[]>(
      'SELECT number AS key, payload FROM quarantined_event WHERE strpos(payload::text, $1) > 0 ORDER BY number LIMIT 1000',
      [this.needle],
    );
    return this.replace('quarantined_event', 'number', events);
  }

  /** The identity as written within JSON. */
  private get needle(): string {
    return JSON.stringify(this.person.identity);
  }

  private async replace(
    table: string,
    key: string,
    events: readonly { readonly key: number; readonly payload: Stored['payload'] | null }[],
  ): Promise<number> {
    const changed = events.flatMap((row) => {
      if (row.payload === null) return [];
      const payload = erasePerson(row.payload, this.person);
      return payload === row.payload ? [] : [{ key: row.key, payload: JSON.stringify(payload) }];
    });
    if (changed.length === 0) return 0;
    await run(
      this.dataSource,
      named(
        `UPDATE ${table} e SET payload = row.payload::json
         FROM unnest(:keys::bigint[], :payloads::text[]) AS row (key, payload) WHERE e.${key} = row.key`,
        { keys: changed.map((row) => row.key), payloads: changed.map(({ payload }) => payload) },
      ),
    );
    return changed.length;
  }

  private erased(payload: Stored['payload']): string {
    return JSON.stringify(erasePerson(payload, this.person));
  }
}
