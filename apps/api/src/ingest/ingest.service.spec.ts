import type { Publisher } from '../publish/publisher';
import type { BatchRepository } from '../store/batch/batch.repository';
import { receivedEvent } from '../testing/received-events';
import { jest } from '@jest/globals';
import type { CommittedBatch } from './commit-batch';
import type { IngestUnavailable } from './ingest-unavailable';
import { unavailable } from './ingest.metrics';
import { IngestService } from './ingest.service';

/** A database that responds when the test allows it. */
class SlowDatabase {
  readonly waiting: { resolve: (batch: CommittedBatch) => void; reject: (error: Error) => void }[] = [];

  transaction(): Promise<CommittedBatch> {
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }
}

describe('IngestService', () => {
  let database: SlowDatabase;
  let ingest: IngestService;

  beforeEach(() => {
    jest.useFakeTimers();
    database = new SlowDatabase();
    const publisher = { publish: () => undefined } as unknown as Publisher;
    ingest = new IngestService(database as unknown as BatchRepository, publisher);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const reasonOf = (submitted: Promise<unknown>): Promise<unknown> =>
    submitted.then(
      () => 'stored',
      (error: unknown) => (error as IngestUnavailable).reason,
    );

  /** How many events were rejected because of the database. */
  const away = async (): Promise<number> => {
    const { values } = await unavailable.get();
    return values.find(({ labels }) => labels.reason === 'database_away')?.value ?? 0;
  };

  it('[ST5] answers in time while the database hangs, and rejects new webhooks at once', async () => {
    const stuck = reasonOf(ingest.submit(receivedEvent('room_started')));
    await jest.advanceTimersByTimeAsync(2_500);
    expect(await reasonOf(ingest.submit(receivedEvent('room_started')))).toBe('database_away');
    await jest.advanceTimersByTimeAsync(2_500);
    expect(await stuck).toBe('too_slow');
  });

  it('measures the time of a transaction with a monotonic clock', async () => {
    void reasonOf(ingest.submit(receivedEvent('room_started')));
    await jest.advanceTimersByTimeAsync(1);
    jest.setSystemTime(Date.now() + 3_600_000);
    const ahead = reasonOf(ingest.submit(receivedEvent('room_started')));
    database.waiting[0]?.resolve({ outcomes: ['stored'], forgotten: 0, feed: null });
    await jest.advanceTimersByTimeAsync(1);
    jest.setSystemTime(Date.now() - 7_200_000);
    await jest.advanceTimersByTimeAsync(2_500);
    expect(await reasonOf(ingest.submit(receivedEvent('room_started')))).toBe('database_away');
    database.waiting[1]?.resolve({ outcomes: ['stored'], forgotten: 0, feed: null });
    await jest.advanceTimersByTimeAsync(1);
    expect(await ahead).toBe('stored');
  });

  it('[ST7] rejects at once what does not fit into the queue', async () => {
    const submitted = Array.from({ length: 4_300 }, () => reasonOf(ingest.submit(receivedEvent('room_started'))));
    const settled: unknown[] = [];
    for (const one of submitted) void one.then((reason) => settled.push(reason));
    await jest.advanceTimersByTimeAsync(10);
    expect(settled.length).toBeGreaterThan(0);
    expect(new Set(settled)).toEqual(new Set(['queue_full']));
  });

  it('[ST5] rejects all webhooks while the database is unreachable, and continues when it is back', async () => {
    const first = reasonOf(ingest.submit(receivedEvent('room_started')));
    await jest.advanceTimersByTimeAsync(1);
    const second = reasonOf(ingest.submit(receivedEvent('room_started')));
    const before = await away();
    database.waiting[0]?.reject(new Error('Connection terminated unexpectedly'));
    expect(await Promise.all([first, second])).toEqual(['database_away', 'database_away']);
    expect((await away()) - before).toBe(2);
    const third = reasonOf(ingest.submit(receivedEvent('room_started')));
    await jest.advanceTimersByTimeAsync(1);
    database.waiting[1]?.resolve({ outcomes: ['stored'], forgotten: 0, feed: null });
    await jest.advanceTimersByTimeAsync(1);
    expect(await third).toBe('stored');
  });
});
