import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Position } from '@livekit-dashboard/contracts';
import fc from 'fast-check';
import { Subject, timer } from 'rxjs';
import type { FeedBatch, FeedChange } from '../store/stream/feed';
import { batchOf, FakeStream } from '../testing/fake-stream';
import type { ChangeFeed } from './change-feed';
import { FeedReader } from './feed-reader';

Logger.overrideLogger(false);

class ScriptedFeed implements ChangeFeed {
  readonly batches = new Subject<FeedBatch>();
  readonly restored = new Subject<void>();
  readonly connected = true;
  publish(batch: FeedBatch): void {
    this.batches.next(batch);
  }
}

/** A reader over a scripted feed, and what it delivered. */
async function reading(stream: FakeStream) {
  const feed = new ScriptedFeed();
  const reader = new FeedReader(feed, stream.repositories.stream, stream.repositories.feed);
  const delivered: FeedBatch[] = [];
  const resets: Position[] = [];
  reader.batches.subscribe((batch) => delivered.push(batch));
  reader.resets.subscribe((position) => resets.push(position));
  await reader.onModuleInit();
  return { feed, reader, delivered, resets };
}

const spans = (batches: readonly FeedBatch[]) => batches.map(({ fromOffset, toOffset }) => [fromOffset, toOffset]);
const offsetsOf = (changes: readonly FeedChange[]) => changes.map(({ change }) => change.offset);

describe('FeedReader', () => {
  let stream: FakeStream;
  let reader: FeedReader | undefined;

  beforeEach(() => {
    jest.useFakeTimers();
    stream = new FakeStream();
  });
  afterEach(() => {
    reader?.onApplicationShutdown();
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  it('[FE1] starts at the head and delivers what follows', async () => {
    stream.commit('RM_a', 3);
    const { feed, delivered, ...rest } = await reading(stream);
    reader = rest.reader;
    feed.publish(stream.commit('RM_a', 2));
    expect(spans(delivered)).toEqual([[3, 5]]);
    expect(reader.position()).toEqual({ epoch: stream.epoch, offset: 5 });
    expect(stream.reads).toBe(0);
  });

  it('[FE1] drops batches it has, and cuts off the part of a batch that overlaps', async () => {
    const { feed, delivered, ...rest } = await reading(stream);
    reader = rest.reader;
    const [first, second] = [stream.commit('RM_a', 1), stream.commit('RM_b', 2)];
    feed.publish(first);
    feed.publish(first);
    const both = { ...second, fromOffset: 0, changes: [...first.changes, ...second.changes] };
    feed.publish(both);
    expect(spans(delivered)).toEqual([
      [0, 1],
      [1, 3],
    ]);
    expect(offsetsOf(delivered[1]!.changes)).toEqual([3]);
    expect(delivered[1]!.events?.map(({ offset }) => offset)).toEqual([2, 3]);
  });

  it('[FE2] reorders two swapped batches without reading the store', async () => {
    const { feed, delivered, ...rest } = await reading(stream);
    reader = rest.reader;
    const [first, second] = [stream.commit('RM_a', 1), stream.commit('RM_b', 1)];
    feed.publish(second);
    await jest.advanceTimersByTimeAsync(20);
    feed.publish(first);
    expect(spans(delivered)).toEqual([
      [0, 1],
      [1, 2],
    ]);
    await jest.advanceTimersByTimeAsync(1500);
    expect(stream.reads).toBe(0);
  });

  it('[FE2] reads a gap from the store', async () => {
    const { feed, delivered, ...rest } = await reading(stream);
    reader = rest.reader;
    stream.commit('RM_a', 2);
    feed.publish(stream.commit('RM_b', 1));
    await jest.advanceTimersByTimeAsync(30);
    expect(delivered.flatMap(({ changes }) => offsetsOf(changes))).toEqual([2, 3]);
    expect(reader.position()?.offset).toBe(3);
    expect(stream.reads).toBe(1);
  });

  it('[FE3] recovers a lost last message within 2 s', async () => {
    const { delivered, ...rest } = await reading(stream);
    reader = rest.reader;
    stream.commit('RM_a', 1);
    await jest.advanceTimersByTimeAsync(1300);
    expect(spans(delivered)).toEqual([[0, 1]]);
  });

  it('[FE3] reads at once when the feed is restored', async () => {
    const { feed, delivered, ...rest } = await reading(stream);
    reader = rest.reader;
    stream.commit('RM_a', 1);
    feed.restored.next();
    await jest.advanceTimersByTimeAsync(210);
    expect(spans(delivered)).toEqual([[0, 1]]);
  });

  it('reads in parts if it is far behind', async () => {
    const { delivered, ...rest } = await reading(stream);
    reader = rest.reader;
    stream.window = 10;
    for (let i = 0; i < 35; i++) stream.commit(`RM_${i}`, 1);
    await jest.advanceTimersByTimeAsync(1300);
    expect(spans(delivered)).toEqual([
      [0, 10],
      [10, 20],
      [20, 30],
      [30, 35],
    ]);
  });

  it('[FE6] waits while the database is unreachable, also at the start', async () => {
    stream.away = true;
    const { feed, delivered, ...rest } = await reading(stream);
    reader = rest.reader;
    expect(reader.position()).toBeNull();
    stream.away = false;
    stream.commit('RM_a', 1);
    await jest.advanceTimersByTimeAsync(1000);
    expect(reader.position()?.offset).toBe(1);
    stream.away = true;
    stream.commit('RM_a', 1);
    feed.publish(stream.commit('RM_b', 1));
    await jest.advanceTimersByTimeAsync(5000);
    expect(delivered).toEqual([]);
    stream.away = false;
    await jest.advanceTimersByTimeAsync(1300);
    expect(reader.position()?.offset).toBe(3);
  });

  it('[FE5] reports another database, and continues at its head', async () => {
    stream.commit('RM_a', 5);
    const { feed, delivered, resets, ...rest } = await reading(stream);
    reader = rest.reader;
    stream.restart();
    stream.commit('RM_b', 1);
    await jest.advanceTimersByTimeAsync(1000);
    expect(resets).toEqual([{ epoch: stream.epoch, offset: 1 }]);
    feed.publish(stream.commit('RM_b', 1));
    expect(spans(delivered)).toEqual([[1, 2]]);
  });

  it('[FE5] restarts if the tombstones of the missed range are gone', async () => {
    const { delivered, resets, ...rest } = await reading(stream);
    reader = rest.reader;
    stream.commit('RM_a', 5);
    stream.tombstoneFloor = 3;
    await jest.advanceTimersByTimeAsync(1300);
    expect(delivered).toEqual([]);
    expect(resets).toEqual([{ epoch: stream.epoch, offset: 5 }]);
    expect(reader.position()).toEqual({ epoch: stream.epoch, offset: 5 });
  });

  it('drops a batch that the store does not have', async () => {
    const { feed, delivered, ...rest } = await reading(stream);
    reader = rest.reader;
    feed.publish(batchOf(stream.epoch, 50, 51, []));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(delivered).toEqual([]);
    expect(stream.reads).toBeLessThan(3);
  });

  it('[FE1] delivers every change once and in order, whatever is lost, repeated or reordered', async () => {
    const fate = fc.record({
      row: fc.integer({ min: 0, max: 5 }),
      size: fc.integer({ min: 1, max: 4 }),
      copies: fc.integer({ min: 0, max: 2 }),
      delay: fc.integer({ min: 0, max: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { maxLength: 30 }), fc.integer({ min: 1, max: 50 }), async (fates, window) => {
        const own = new FakeStream();
        own.window = window;
        const run = await reading(own);
        for (const { row, size, copies, delay } of fates) {
          const batch = own.commit(`RM_${row}`, size);
          for (let copy = 0; copy < copies; copy++) timer(delay * (copy + 1)).subscribe(() => run.feed.publish(batch));
          await jest.advanceTimersByTimeAsync(7);
        }
        await jest.advanceTimersByTimeAsync(2000);
        run.reader.onApplicationShutdown();
        let at = 0;
        const held = new Map<string, number>();
        for (const { fromOffset, toOffset, changes } of run.delivered) {
          expect(fromOffset).toBe(at);
          expect(toOffset).toBeGreaterThan(fromOffset);
          at = toOffset;
          for (const { change } of changes) {
            expect(change.offset).toBeGreaterThan(held.get(change.id) ?? 0);
            held.set(change.id, change.offset);
          }
        }
        expect(at).toBe(own.offset);
        expect(held).toEqual(own.lastOffsets());
      }),
      { numRuns: 60 },
    );
  });
});
