/** Limits in bytes. Real: PostgreSQL and PGlite. */
import type { EventsQuery } from '@livekit-dashboard/contracts';
import { parseEnvironment } from '../../config/parse-environment';
import { IngestService } from '../../ingest/ingest.service';
import type { Publisher } from '../../publish/publisher';
import { type MigratedDatabase, migratedDatabase } from '../../testing/migrated-database';
import { receivedEvent } from '../../testing/received-events';
import { describeOnEachDatabase } from '../../testing/test-database';
import type { FeedBatch } from './feed';
import { DigestRepository } from '../digests/digest.repository';
import { BatchRepository } from '../batch/batch.repository';
import { EventRepository } from './event.repository';
import { FeedRepository } from '../topics/feed.repository';
import { PageReader } from './slow-reader';

const MB = 1024 * 1024;
const LARGE = 'm'.repeat(0.9 * MB);
const EVENTS = 12;

describeOnEachDatabase('events of 0.9 MB each', (create) => {
  let database: MigratedDatabase;
  let events: EventRepository;
  let feed: FeedRepository;
  const published: FeedBatch[] = [];
  beforeAll(async () => {
    database = await migratedDatabase(create);
    const config = parseEnvironment({ DATABASE_URL: database.url }, () => '');
    const { dataSource } = database;
    events = new EventRepository(dataSource, new PageReader(dataSource, dataSource, config));
    feed = new FeedRepository(dataSource, {} as DigestRepository);
    const publisher = { publish: (batch: FeedBatch) => published.push(batch) } as unknown as Publisher;
    const ingest = new IngestService(new BatchRepository(dataSource), publisher);
    const received = Array.from({ length: EVENTS }, () => receivedEvent('room_started'));
    const large = received.map((one) => ({
      ...one,
      bytes: LARGE.length,
      payload: { ...one.payload, metadata: LARGE },
    }));
    for (const one of large) await ingest.submit(one);
    await Promise.all(
      [receivedEvent('room_started'), receivedEvent('room_started')].map((one) =>
        ingest.submit({ ...one, bytes: LARGE.length, payload: { ...one.payload, metadata: LARGE } }),
      ),
    );
  });
  afterAll(() => database.drop());

  const sizeOf = (items: readonly object[]): number => JSON.stringify(items).length;

  it.each(['-receivedAt', 'offset'] as const)(
    'come in pages of about 4 MB by %s, without a gap or a repeat',
    async (sort) => {
      const offsets: number[] = [];
      let cursor: string | undefined;
      do {
        const query = { limit: 500, sort, ...(cursor === undefined ? {} : { cursor }) } as EventsQuery;
        const page = await events.list(query, new AbortController().signal);
        expect(page.total).toBe(EVENTS + 2);
        expect(sizeOf(page.items)).toBeLessThan(5.5 * MB);
        offsets.push(...page.items.map(({ offset }) => offset));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      const all = Array.from({ length: EVENTS + 2 }, (_, n) => n + 1);
      expect(offsets).toEqual(sort === 'offset' ? all : all.reverse());
    },
  );

  it('are read for a resume up to the limit, with the offset that was reached', async () => {
    const run = await feed.eventsBetween(0, EVENTS, { limit: 1_001, bytes: 4 * MB });
    expect(run.events.map(({ offset }) => offset)).toEqual([1, 2, 3, 4, 5]);
    expect(run.to).toBe(5);
    const rest = await feed.eventsBetween(run.to, EVENTS, { limit: 3, bytes: 4 * MB });
    expect(rest).toMatchObject({ to: 8, events: [{ offset: 6 }, { offset: 7 }, { offset: 8 }] });
    const last = await feed.eventsBetween(EVENTS - 1, EVENTS, { limit: 3, bytes: 1 });
    expect(last).toMatchObject({ to: EVENTS, events: [{ offset: EVENTS }] });
    expect(await feed.eventsBetween(EVENTS, EVENTS, { limit: 3, bytes: MB })).toEqual({ events: [], to: EVENTS });
  });

  it('are left out of the feed if a batch has more than 1 MiB of them', () => {
    expect(published.slice(0, EVENTS).map((batch) => batch.events?.length)).toEqual(Array(EVENTS).fill(1));
    expect(published.at(-1)).toMatchObject({ toOffset: EVENTS + 2, events: null });
  });
});
