/** The checks of readiness. Each one rejects or never resolves while it fails. */
import { filter, firstValueFrom, map, startWith } from 'rxjs';
import type { FeedReader } from '../publish/feed-reader';
import type { StreamRepository } from '../store/stream/stream.repository';
import type { Check } from './readiness';

/** Queries until the schema is migrated once; a migration is never reverted while the process runs. */
export function isMigrated(stream: Pick<StreamRepository, 'isMigrated'>): Check {
  let migrated = false;
  return async () => {
    migrated ||= await stream.isMigrated();
    if (!migrated) throw new Error('migrations are missing');
  };
}

/** Passes once the feed has delivered everything that is stored now. */
export function feedDelivers(
  stream: Pick<StreamRepository, 'head'>,
  feed: Pick<FeedReader, 'batches' | 'position'>,
): Check {
  return async () => {
    const head = await stream.head();
    const delivered = feed.batches.pipe(
      map(({ epoch, toOffset }) => ({ epoch, offset: toOffset })),
      startWith(feed.position()),
      filter((held) => held !== null && held.epoch === head.epoch && held.offset >= head.offset),
    );
    await firstValueFrom(delivered);
  };
}

/** How long a passed check counts, in ms: a write costs more than a read, and every load balancer sends probes. */
const PASSED_FOR_MS = 2_000;

/**
 * The check, not repeated within `PASSED_FOR_MS` after it passed; a failed one is repeated. `now`: a monotonic clock,
 * in ms.
 */
export function recently(check: Check, now: () => number = () => performance.now()): Check {
  let passedAt = -Infinity;
  return async () => {
    if (now() - passedAt < PASSED_FOR_MS) return;
    await check();
    passedAt = now();
  };
}
