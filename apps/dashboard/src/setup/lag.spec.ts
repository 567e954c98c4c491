import { atMost } from './lag';

describe('a delay', () => {
  it.each([
    [null, '–'],
    [999, 'under 1 s'],
    [1400, 'at most 1.4 s'],
    [1401, 'at most 1.5 s'],
    [31_200, 'at most 32 s'],
    [2_081_000, 'at most 35 min'],
  ])('of %p ms is %s', (ms, text) => expect(atMost(ms)).toBe(text));
});
