import { jest } from '@jest/globals';
import { DEFAULT_STALE_AFTER_MS } from './options';
import { Watchdog } from './watchdog';

describe('Watchdog', () => {
  const stale = jest.fn();
  let limitMs = DEFAULT_STALE_AFTER_MS;
  const watchdog = new Watchdog(() => limitMs, stale);

  beforeEach(() => {
    jest.useFakeTimers();
    stale.mockClear();
    limitMs = DEFAULT_STALE_AFTER_MS;
    watchdog.arm();
  });
  afterEach(() => {
    watchdog.disarm();
    jest.useRealTimers();
  });

  it('[CL4] reports within 3 s of the last packet that the connection is silent, once', () => {
    jest.advanceTimersByTime(1900);
    watchdog.seen();
    jest.advanceTimersByTime(2999);
    expect(stale).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(stale).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(60_000);
    expect(stale).toHaveBeenCalledTimes(1);
  });

  it('waits while packets arrive', () => {
    for (let second = 0; second < 60; second++) {
      jest.advanceTimersByTime(1000);
      watchdog.seen();
    }
    expect(stale).not.toHaveBeenCalled();
  });

  it('waits longer while a large answer is being received', () => {
    limitMs = 10_000;
    jest.advanceTimersByTime(9_000);
    expect(stale).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1_000);
    expect(stale).toHaveBeenCalledTimes(1);
  });

  it('is not affected by a clock that is set back', () => {
    jest.setSystemTime(Date.now() - 3_600_000);
    jest.advanceTimersByTime(3_000);
    expect(stale).toHaveBeenCalledTimes(1);
  });
});
