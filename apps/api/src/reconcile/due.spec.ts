import { isDue, type Situation } from './due';

const NOW = Date.UTC(2026, 10, 24, 12);
const times = { intervalMs: 180_000, quietMs: 60_000, retryMs: 2_000 };

/** Times in seconds before now. */
const due = (told: {
  started?: number;
  failures?: number;
  heard?: number;
  boot?: number;
  recheck?: number;
  proven?: boolean;
}): boolean => {
  const before = (seconds: number): number => NOW - seconds * 1000;
  const { started, failures = 0, heard, boot = 3_600, recheck, proven = true } = told;
  const recheckMs = recheck === undefined ? null : before(recheck);
  const agreedMs = proven ? before(3_000) : null;
  const situation: Situation = {
    nowMs: NOW,
    bootMs: before(boot),
    state: started === undefined ? undefined : { startedMs: before(started), failures, recheckMs, agreedMs },
    lastEventMs: heard === undefined ? undefined : before(heard),
  };
  return isDue(situation, times);
};

describe('a server is queried', () => {
  it.each([
    ['that never was', {}, true],
    ['whose last time was before this process', { started: 10, boot: 9 }, true],
    ['not again after that', { started: 9, boot: 10 }, false],
    ['after the interval', { started: 180 }, true],
    ['not before it while webhooks come', { started: 179, heard: 1 }, false],
    ['not before it while nothing is open', { started: 179 }, false],
    ['after a quiet spell', { started: 70, heard: 60 }, true],
    ['after a quiet spell that began just before it was asked', { started: 59, heard: 60 }, true],
    ['once in a quiet spell', { started: 60, heard: 120 }, false],
    ['2 s after it failed once', { started: 2, failures: 1 }, true],
    ['not sooner', { started: 1, failures: 1 }, false],
    ['not sooner for a process that began since', { started: 1, failures: 1, boot: 0 }, false],
    ['8 s after it failed three times', { started: 8, failures: 3 }, true],
    ['not sooner than that', { started: 7, failures: 3, heard: 65 }, false],
    ['after the interval, however often it failed', { started: 180, failures: 5_000 }, true],
    ['when its last time is in the future', { started: -181 }, true],
    ['again as soon as a second listing can confirm the first', { started: 30, recheck: 0 }, true],
    ['not sooner, however quiet it is', { started: 29, recheck: -1, heard: 60 }, false],
    ['sooner if that failed', { started: 29, recheck: -1, failures: 1 }, true],
    ['at the first webhooks, while it is not proven that it sends them', { started: 9, heard: 5, proven: false }, true],
    ['not at the first webhooks once it is', { started: 9, heard: 5 }, false],
    ['not for webhooks before the last time', { started: 9, heard: 10, proven: false }, false],
  ])('%s', (_, told, expected) => {
    expect(due(told)).toBe(expected);
  });
});
