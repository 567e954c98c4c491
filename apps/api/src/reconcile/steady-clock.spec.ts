import { JumpDetector } from './steady-clock';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a clock', () => {
  it('is steady from the first reading, and stays so while it drifts', () => {
    const detector = new JumpDetector(2 * MINUTE);
    for (let i = 0; i < 100; i += 1) expect(detector.observe(1e12 + i * (MINUTE + 100), i * MINUTE)).toBe(true);
  });

  it.each([
    ['ahead', 13 * HOUR],
    ['back', -13 * HOUR],
    ['ahead by minutes', 10 * MINUTE],
  ])('that jumped %s and back is trusted a while after both', (_, jumpMs) => {
    const detector = new JumpDetector(2 * MINUTE);
    const at = (seconds: number, offsetMs = 0): boolean =>
      detector.observe(1e12 + seconds * 1000 + offsetMs, seconds * 1000);
    expect([at(0), at(5)]).toEqual([true, true]);
    expect([at(10, jumpMs), at(80, jumpMs)]).toEqual([false, false]);
    expect([at(85), at(204)]).toEqual([false, false]);
    expect(at(205)).toBe(true);
  });

  it('did not jump if a reading took long', () => {
    const detector = new JumpDetector(2 * MINUTE);
    detector.observe(1e12, 0);
    expect(detector.observe(1e12 + 1_000, 30_000, 29_000)).toBe(true);
  });
});
