import { setTimeout } from 'node:timers/promises';

/** Between two pages others have the process and the database: a webhook that comes beside an export is answered nearly as soon as ever. */
const REST_MS = 2;

export interface ReadPage<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Page after page, each read when the one before has been taken, and not sooner. */
export async function* pages<T>(
  read: (cursor: string | undefined) => Promise<ReadPage<T>>,
): AsyncGenerator<readonly T[]> {
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    yield page.items;
    cursor = page.nextCursor ?? undefined;
    if (cursor !== undefined) await setTimeout(REST_MS);
  } while (cursor !== undefined);
}
