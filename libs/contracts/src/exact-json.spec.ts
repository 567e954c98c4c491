import { parseExact, withPlainNumbers } from './exact-json';

describe('JSON with exact numbers', () => {
  it.each([
    '{"startedAt":1795000000123456789}',
    '[18446744073709551615,-9223372036854775808]',
    '{"a":1.0,"b":[0.10,1e3,1E+400],"c":-0,"d":-0.0}',
    '{"a":[[1795000000123456789,2],{"b":3.50}],"version":"1.10"}',
    '{"text":"a: 1.0, [12345678901234567890","n":7}',
    '{"__proto__":1.0,"rawJSON":2.0}',
    '7',
    'null',
  ])('is written as it was read: %s', (text) => {
    expect(JSON.stringify(parseExact(text))).toBe(text);
  });

  it('has plain numbers where a double is exact', () => {
    expect(parseExact('{"a":1795000000,"b":0.5,"c":9007199254740991,"d":"1.0"}')).toEqual({
      a: 1_795_000_000,
      b: 0.5,
      c: Number.MAX_SAFE_INTEGER,
      d: '1.0',
    });
  });

  it('throws as JSON.parse does', () => {
    expect(() => parseExact('{"a":01.0}')).toThrow(SyntaxError);
  });

  it('accepts deep nesting', () => {
    const depth = 100_000;
    expect(Array.isArray(parseExact(`${'['.repeat(depth)}1.0${']'.repeat(depth)}`))).toBe(true);
  });

  it('can be converted to plain numbers for calculations', () => {
    expect(withPlainNumbers({ a: parseExact('[1795000000123456789,1.0,2]') })).toEqual({
      a: [1795000000123456800, 1, 2],
    });
    const plain = { a: [1, 'x'] };
    expect(withPlainNumbers(plain)).toBe(plain);
  });
});
