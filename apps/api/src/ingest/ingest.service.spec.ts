import type { Publisher } from '../publish/publisher';
import type { BatchRepository } from '../store/repositories/batch.repository';
import { receivedEvent } from '../testing/received-events';
import { jest } from '@jest/globals';
import type { CommittedBatch } from './commit-batch';
import type { IngestUnavailable } from './ingest-unavailable';
import { IngestService } from './ingest.service';

/** A database that answers when the test lets it. */
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

  it('answers in time when the database hangs, and sends newcomers away at once', async () => {
    const stuck = reasonOf(ingest.submit(receivedEvent('room_started')));
    await jest.advanceTimersByTimeAsync(2_500);
    expect(await reasonOf(ingest.submit(receivedEvent('room_started')))).toBe('database_away');
    await jest.advanceTimersByTimeAsync(2_500);
    expect(await stuck).toBe('too_slow');
  });

  it('refuses at once what does not fit into the queue', async () => {
    const submitted = Array.from({ length: 4_300 }, () => reasonOf(ingest.submit(receivedEvent('room_started'))));
    const settled: unknown[] = [];
    for (const one of submitted) void one.then((reason) => settled.push(reason));
    await jest.advanceTimersByTimeAsync(10);
    expect(settled.length).toBeGreaterThan(0);
    expect(new Set(settled)).toEqual(new Set(['queue_full']));
  });

  it('turns everybody away when the database is gone, and takes up work when it is back', async () => {
    const first = reasonOf(ingest.submit(receivedEvent('room_started')));
    await jest.advanceTimersByTimeAsync(1);
    const second = reasonOf(ingest.submit(receivedEvent('room_started')));
    database.waiting[0]?.reject(new Error('Connection terminated unexpectedly'));
    expect(await Promise.all([first, second])).toEqual(['database_away', 'database_away']);
    const third = reasonOf(ingest.submit(receivedEvent('room_started')));
    await jest.advanceTimersByTimeAsync(1);
    database.waiting[1]?.resolve({ outcomes: ['stored'], forgotten: 0, feed: null });
    await jest.advanceTimersByTimeAsync(1);
    expect(await third).toBe('stored');
  });
});
