import { Subject } from 'rxjs';
import type { FeedBatch } from '../store/stream/feed';
import { feedDelivers, isMigrated, recently } from './checks';

const batch = (toOffset: number, epoch = 'e'): FeedBatch => ({
  epoch,
  fromOffset: 0,
  toOffset,
  changes: [],
  events: [],
});

describe('the health of the feed', () => {
  const head = { epoch: 'e', offset: 7 };
  const setUp = (offset: number | null, epoch = 'e') => {
    const batches = new Subject<FeedBatch>();
    const check = feedDelivers(
      { head: () => Promise.resolve(head) },
      { batches, position: () => (offset === null ? null : { epoch, offset }) },
    );
    return { batches, check };
  };

  it('is ok at the head', async () => {
    await expect(setUp(7).check()).resolves.toBeUndefined();
  });

  it.each([
    ['behind the head', 6, 'e'],
    ['of another epoch', 9, 'old'],
    ['not begun', null, 'e'],
  ])('%s, is ok once it arrives there', async (_, offset, epoch) => {
    const { batches, check } = setUp(offset, epoch);
    let passed = false;
    const passing = check().then(() => (passed = true));
    await Promise.resolve();
    batches.next(batch(6));
    batches.next(batch(8, 'old'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(passed).toBe(false);
    batches.next(batch(7));
    await passing;
  });

  it('is not ok while the head cannot be read', async () => {
    const head = () => Promise.reject(new Error('away'));
    const check = feedDelivers(
      { head },
      { batches: new Subject<FeedBatch>(), position: () => ({ epoch: 'e', offset: 1 }) },
    );
    await expect(check()).rejects.toThrow('away');
  });
});

it('checks migrations until they have run', async () => {
  const answers = [false, true];
  const check = isMigrated({
    isMigrated: () => Promise.resolve(answers.shift() ?? Promise.reject(new Error('asked again'))),
  });
  await expect(check()).rejects.toThrow('missing');
  await check();
  await check();
});

it('caches a check that passed, not one that failed', async () => {
  let now = 10;
  let works = false;
  let runs = 0;
  const check = recently(
    () => {
      runs += 1;
      return works ? Promise.resolve() : Promise.reject(new Error('disk full'));
    },
    () => now,
  );
  await expect(check()).rejects.toThrow('disk full');
  await expect(check()).rejects.toThrow('disk full');
  works = true;
  await check();
  now += 1_999;
  await check();
  expect(runs).toBe(3);
  now += 1;
  works = false;
  await expect(check()).rejects.toThrow('disk full');
  expect(runs).toBe(4);
});
