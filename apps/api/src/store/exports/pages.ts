import { setTimeout } from 'node:timers/promises';

/**
 * A pause between two pages, in ms, in which other work gets the process and the database, so that an export hardly
 * delays webhooks.
 */
const REST_MS = 2;

export interface ReadPage<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Reads each page only after the previous one was consumed. */
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
