import { jest } from '@jest/globals';
import { DigestTurn } from './digest-pace';

const NINE = Date.UTC(2026, 10, 23, 9);

describe('the schedule of a digest', () => {
  beforeEach(() => jest.useFakeTimers({ now: NINE + 20_000 }));
  afterEach(() => jest.useRealTimers());

  const inMs = (turn: DigestTurn): number => turn.dueAt - performance.now();

  it('[TO10] sends on an event, at once and then at its pace, and never without one', () => {
    const turn = new DigestTurn({ afterEventMs: 1000, inSilenceMs: null });
    expect(turn.dueAt).toBe(Infinity);
    turn.touch();
    expect(inMs(turn)).toBeLessThanOrEqual(0);
    turn.begin(performance.now());
    expect(turn.dueAt).toBe(Infinity);
    turn.touch();
    expect(inMs(turn)).toBe(1000);
  });

  it("sends each minute after the minute's events have arrived, independent of events", () => {
    const turn = new DigestTurn({ afterEventMs: null, inSilenceMs: 60_000 });
    expect(inMs(turn)).toBe(41_005);
    turn.touch();
    expect(inMs(turn)).toBe(41_005);
    jest.advanceTimersByTime(41_005);
    turn.begin(performance.now());
    expect(inMs(turn)).toBe(60_000);
  });

  it('sends at once when requested', () => {
    const turn = new DigestTurn({ afterEventMs: null, inSilenceMs: 60_000 });
    turn.want();
    expect(inMs(turn)).toBeLessThanOrEqual(0);
  });

  it('sends less often when counting takes long', () => {
    const turn = new DigestTurn({ afterEventMs: 1000, inSilenceMs: null });
    turn.begin(performance.now());
    jest.advanceTimersByTime(800);
    turn.end(performance.now());
    turn.touch();
    expect(inMs(turn)).toBe(3200 - 800);
  });
});
