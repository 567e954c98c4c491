import { oneOf, plain, say, span } from './sentence';

describe('say', () => {
  it('keeps values separate from words', () => {
    expect(say`the key ${'x'} and ${2} of ${say`a ${'y'}`}`).toEqual([
      'the key ',
      { verbatim: 'x' },
      ' and ',
      '2',
      ' of ',
      'a ',
      { verbatim: 'y' },
      '',
      '',
    ]);
  });

  it('lists names', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((names) => plain(oneOf(names)))).toEqual([
      '',
      'a',
      'a or b',
      'a, b or c',
    ]);
  });
});

describe('span', () => {
  it.each([
    [0, '0 s'],
    [-90, '90 s'],
    [119, '119 s'],
    [420, '7 min'],
    [7300, '2 h'],
    [400_000, '5 d'],
  ])('%i s', (seconds, text) => expect(plain(span(seconds))).toBe(text));
});
