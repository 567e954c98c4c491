/** What ready means, check by check. Each rejects, or never resolves, when it does not hold. */
import { filter, firstValueFrom, map, startWith } from 'rxjs';
import type { FeedReader } from '../publish/feed-reader';
import type { StreamRepository } from '../store/repositories/stream.repository';
import type { Check } from './readiness';

/** Asked until it is so; nothing takes a migration back while the process runs. */
export function isMigrated(stream: Pick<StreamRepository, 'isMigrated'>): Check {
  let migrated = false;
  return async () => {
    migrated ||= await stream.isMigrated();
    if (!migrated) throw new Error('migrations are missing');
  };
}

/** The feed works if what is stored by now comes out of it. */
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
