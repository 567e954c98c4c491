import { jest } from '@jest/globals';
import { DAY_MS } from '@livekit-dashboard/domain';
import { Logger } from '@nestjs/common';
import { RollupService } from './rollup.service';
import { RollupTimes } from './rollup-times';

class Times extends RollupTimes {
  override readonly tickMs = 1;
  override readonly pauseMs = 0;
  override readonly daysAtOnce = 2;
}

/** Days that are due, the latest first; rolling up a `broken` one fails. A month is due once no day is. */
class FakeRollups {
  readonly tried: number[] = [];
  readonly months = new Set<number>();
  onRoll: (day: number) => void = () => undefined;
  private heard = (): void => undefined;

  constructor(
    readonly days: Set<number>,
    readonly broken: ReadonlySet<number> = new Set(),
  ) {}

  /** Resolves once this many days have been tried. */
  async triedTimes(times: number): Promise<void> {
    while (this.tried.length < times) await new Promise<void>((resolve) => (this.heard = resolve));
  }

  due = (_nowMs: number, limit: number): Promise<number[]> =>
    Promise.resolve([...this.days].sort((a, b) => b - a).slice(0, limit));

  enter = (): Promise<void> => Promise.resolve();

  roll = (day: number): Promise<void> => {
    this.tried.push(day);
    this.onRoll(day);
    this.heard();
    if (this.broken.has(day)) return Promise.reject(new Error('too much'));
    this.days.delete(day);
    return Promise.resolve();
  };

  dueMonths = (): Promise<number[]> => Promise.resolve([...this.months]);

  sumMonthUp = async (month: number): Promise<void> => {
    await this.roll(month);
    this.months.delete(month);
  };
}

describe('RollupService', () => {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
  afterEach(() => warn.mockClear());
  afterAll(() => warn.mockRestore());

  function serviceOf(rollups: FakeRollups): RollupService {
    const service = new RollupService(
      rollups as unknown as ConstructorParameters<typeof RollupService>[0],
      new Times(),
    );
    service.onApplicationBootstrap();
    return service;
  }

  it('continues until nothing is due, days marked meanwhile first', async () => {
    const rollups = new FakeRollups(new Set([1, 2, 3, 4, 5]));
    rollups.onRoll = (day) => {
      if (day === 4) rollups.days.add(9);
    };
    const service = serviceOf(rollups);
    await rollups.triedTimes(6);
    await service.beforeApplicationShutdown();
    expect(rollups.tried).toEqual([5, 4, 9, 3, 2, 1]);
  });

  it('reports a day that cannot be rolled up, does the others, and retries it the next time', async () => {
    const rollups = new FakeRollups(new Set([1, 2, 3]), new Set([3]));
    const service = serviceOf(rollups);
    await rollups.triedTimes(4);
    await service.beforeApplicationShutdown();
    expect(rollups.tried.slice(0, 4)).toEqual([3, 2, 1, 3]);
    expect(warn).toHaveBeenCalledWith('Cannot roll up 1970-01-01: Error: too much');
  });

  it('sums up months after all days, and reports one that fails', async () => {
    const rollups = new FakeRollups(new Set([1, 2]), new Set([30 * DAY_MS]));
    rollups.months.add(30 * DAY_MS).add(-1);
    const service = serviceOf(rollups);
    await rollups.triedTimes(4);
    await service.beforeApplicationShutdown();
    expect(rollups.tried.slice(0, 4)).toEqual([2, 1, 30 * DAY_MS, -1]);
    expect(warn).toHaveBeenCalledWith('Cannot roll up 1970-01: Error: too much');
  });

  it('stops after the current day', async () => {
    const rollups = new FakeRollups(new Set([1, 2, 3]));
    let stopped: Promise<void> | undefined;
    rollups.onRoll = () => {
      stopped ??= service.beforeApplicationShutdown();
    };
    const service = serviceOf(rollups);
    await rollups.triedTimes(1);
    await stopped;
    expect(rollups.tried).toEqual([3]);
  });
});
