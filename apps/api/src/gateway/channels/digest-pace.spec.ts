import { jest } from '@jest/globals';
import { DigestTurn } from './digest-pace';

const NINE = Date.UTC(2026, 10, 23, 9);

describe('the turn of a digest', () => {
  beforeEach(() => jest.useFakeTimers({ now: NINE + 20_000 }));
  afterEach(() => jest.useRealTimers());

  const inMs = (turn: DigestTurn): number => turn.dueAt - performance.now();

  it('[TO10] comes with an event, at once and then at its pace, and not without', () => {
    const turn = new DigestTurn({ afterEventMs: 1000, inSilenceMs: null });
    expect(turn.dueAt).toBe(Infinity);
    turn.touch();
    expect(inMs(turn)).toBeLessThanOrEqual(0);
    turn.begin(performance.now());
    expect(turn.dueAt).toBe(Infinity);
    turn.touch();
    expect(inMs(turn)).toBe(1000);
  });

  it('comes each minute, just after what belongs to it has come, and events are nothing to it', () => {
    const turn = new DigestTurn({ afterEventMs: null, inSilenceMs: 60_000 });
    expect(inMs(turn)).toBe(41_005);
    turn.touch();
    expect(inMs(turn)).toBe(41_005);
    jest.advanceTimersByTime(41_005);
    turn.begin(performance.now());
    expect(inMs(turn)).toBe(60_000);
  });

  it('comes at once when it is wanted', () => {
    const turn = new DigestTurn({ afterEventMs: null, inSilenceMs: 60_000 });
    turn.want();
    expect(inMs(turn)).toBeLessThanOrEqual(0);
  });

  it('comes more seldom when counting takes long', () => {
    const turn = new DigestTurn({ afterEventMs: 1000, inSilenceMs: null });
    turn.begin(performance.now());
    jest.advanceTimersByTime(800);
    turn.end(performance.now());
    turn.touch();
    expect(inMs(turn)).toBe(3200 - 800);
  });
});
