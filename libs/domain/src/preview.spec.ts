import fc from 'fast-check';
import { truncateText, preview, utf8Bytes } from './preview';

describe('truncateText', () => {
  it('returns at most 1 KiB of UTF-8 from the beginning, without a broken character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
        const truncated = truncateText(text);
        expect(utf8Bytes(truncated)).toBeLessThanOrEqual(1024);
        expect(text.startsWith(truncated)).toBe(true);
        if (utf8Bytes(text) <= 1024) expect(truncated).toBe(text);
        else expect(utf8Bytes(truncated)).toBeGreaterThan(1024 - 4);
      }),
    );
  });
});

describe('preview', () => {
  it('truncates metadata and each attribute', () => {
    const long = 'x'.repeat(5_000);
    const truncated = preview({ metadata: long, attributes: { a: long, b: 'short' } });
    expect([truncated.metadata.length, truncated.attributes.a.length, truncated.attributes.b]).toEqual([
      1024,
      1024,
      'short',
    ]);
  });
});
