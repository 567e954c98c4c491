/**
 * The order of a list, and the cursors that go with it: a cursor contains the name of the order and the keys of the
 * last row of its page.
 * Invariants: the keys together are unique and never null, so that paging leaves out no row and repeats none.
 */
import { z } from 'zod';
import type { Conditions } from './conditions';

export interface Key<R> {
  /** SQL over the alias `t`. */
  readonly sql: string;
  readonly type: 'bigint' | 'text';
  readonly of: (row: R) => number | string;
}

/** Where a page ended: the keys of its last row. */
export type Place = readonly (number | string)[];

/** Thrown for a cursor that is not one of this order. */
export class BadCursorError extends Error {
  /** `field`: the name of the parameter that contained it. */
  constructor(readonly field: string) {
    super('not a cursor of this list');
  }
}

const VALUE = { bigint: z.int(), text: z.string() } as const;

export class Order<R> {
  constructor(
    /** Cursors of another name are refused. */
    private readonly name: string,
    private readonly keys: readonly Key<R>[],
    private readonly descending = false,
  ) {}

  get orderBy(): string {
    return `ORDER BY ${this.keys.map(({ sql }) => `${sql} ${this.descending ? 'DESC' : 'ASC'}`).join(', ')}`;
  }

  /** Opaque to clients. */
  cursorOf(row: R): string {
    const place = this.keys.map(({ of }) => of(row));
    return Buffer.from(JSON.stringify([this.name, ...place])).toString('base64url');
  }

  /** Null for the first page. Throws `BadCursorError`. */
  placeOf(cursor: string | undefined, field = 'cursor'): Place | null {
    if (cursor === undefined) return null;
    try {
      const [name, ...place] = z
        .array(z.unknown())
        .length(this.keys.length + 1)
        .parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
      if (name !== this.name) throw new BadCursorError(field);
      return this.keys.map(({ type }, i) => VALUE[type].parse(place[i]));
    } catch {
      throw new BadCursorError(field);
    }
  }

  /** Adds the condition that a row is after the place. */
  after(place: Place | null, conditions: Conditions): void {
    if (!place) return;
    const row = this.keys.map(({ sql }) => sql).join(', ');
    const values = this.keys.map(({ type }, i) => `${conditions.parameter(place[i])}::${type}`).join(', ');
    conditions.add(`(${row}) ${this.descending ? '<' : '>'} (${values})`);
  }
}
