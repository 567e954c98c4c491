import { Logger } from '@nestjs/common';
import { jest } from '@jest/globals';
import { parseEnvironment } from '../config/parse-environment';
import type { CountedRejection, RejectionRepository } from '../store/stream/rejection.repository';
import type { Delivery, Rejection } from './rejection';
import { RejectionCounter } from './rejection-counter';

const refused = (apiKey: string | null, told: Partial<Rejection> = {}): Rejection => ({
  reason: 'unknown_key',
  status: 401,
  detail: '',
  answer: '',
  apiKey,
  source: null,
  clockOffsetSeconds: null,
  ...told,
});

const HEAD: Delivery = { bytes: 120, remoteAddress: '10.0.0.7' };

describe('the counter of rejected webhooks', () => {
  const add = jest.fn<RejectionRepository['add']>();
  let counter: RejectionCounter;
  const written = (call: number): readonly CountedRejection[] => add.mock.calls[call]?.[0] ?? [];
  const config = parseEnvironment({ LIVEKIT_KEYS: 'devkey: secret' }, () => '');

  beforeEach(() => {
    jest.useFakeTimers();
    jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    add.mockReset().mockResolvedValue();
    counter = new RejectionCounter(config, { add } as unknown as RejectionRepository);
  });
  afterEach(() => jest.useRealTimers());

  it('counts equal ones together, with the newest offset', async () => {
    counter.add(refused('devkey', { reason: 'expired', clockOffsetSeconds: 400 }), HEAD, 1000);
    counter.add(refused('devkey', { reason: 'expired', clockOffsetSeconds: 500 }), HEAD, 3000);
    counter.add(refused('devkey', { reason: 'expired', clockOffsetSeconds: 450 }), HEAD, 2000);
    counter.add(refused(null, { reason: 'missing_token', clockOffsetSeconds: -Infinity }), HEAD, 2500);
    counter.add(refused('devkey', { reason: 'expired', clockOffsetSeconds: 1 }), HEAD, 3_600_000);
    await counter.written();
    expect(written(0)).toEqual([
      { reason: 'expired', apiKey: 'devkey', count: 3, lastMs: 3000, clockOffsetSeconds: 500 },
      { reason: 'missing_token', apiKey: '', count: 1, lastMs: 2500, clockOffsetSeconds: 1 - 2 ** 31 },
      { reason: 'expired', apiKey: 'devkey', count: 1, lastMs: 3_600_000, clockOffsetSeconds: 1 },
    ]);
  });

  it('writes at most once a second, and nothing without rejections', async () => {
    for (let ms = 0; ms < 5000; ms += 10) {
      counter.add(refused('devkey'), HEAD, ms);
      await jest.advanceTimersByTimeAsync(10);
    }
    expect(add.mock.calls.length).toBeLessThanOrEqual(6);
    await jest.advanceTimersByTimeAsync(2000);
    const calls = add.mock.calls.length;
    expect(add.mock.calls.flatMap(([rows]) => rows).reduce((sum, { count }) => sum + count, 0)).toBe(500);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(add).toHaveBeenCalledTimes(calls);
  });

  it('counts twenty unknown keys by name and the others together, apart from configured keys', async () => {
    for (let i = 0; i < 5000; i++) counter.add(refused(`key-${i}`), HEAD, i);
    counter.add(refused('devkey'), HEAD, 6000);
    await counter.written();
    expect(written(0)).toHaveLength(22);
    expect(written(0).find(({ apiKey }) => apiKey === '')?.count).toBe(4980);
    expect(written(0).find(({ apiKey }) => apiKey === 'devkey')?.count).toBe(1);
  });

  it('keeps counting while the store is unavailable, logs it once, and writes all of it later', async () => {
    add.mockRejectedValue(new Error('connection refused'));
    const warn = jest.spyOn(Logger.prototype, 'warn');
    warn.mockClear();
    for (let hour = 0; hour < 500; hour++) {
      for (let i = 0; i < 30; i++) counter.add(refused(`key-${hour}-${i}`), HEAD, hour * 3_600_000);
      await jest.advanceTimersByTimeAsync(1000);
    }
    expect(warn).toHaveBeenCalledTimes(1);
    add.mockReset().mockResolvedValue();
    await jest.advanceTimersByTimeAsync(2000);
    const rows = written(0);
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(15_000);
    expect(rows.length).toBeLessThan(1600);
  });

  it('writes the rest when the process ends, and nothing after', async () => {
    counter.add(refused('devkey'), HEAD, 1);
    await counter.beforeApplicationShutdown();
    counter.add(refused('devkey'), HEAD, 2);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(add).toHaveBeenCalledTimes(1);
  });
});
