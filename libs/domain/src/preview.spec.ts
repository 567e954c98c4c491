import fc from 'fast-check';
import { cutText, preview, utf8Bytes } from './preview';

describe('cutText', () => {
  it('gives at most 1 KiB of UTF-8, the beginning, and no broken character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
        const cut = cutText(text);
        expect(utf8Bytes(cut)).toBeLessThanOrEqual(1024);
        expect(text.startsWith(cut)).toBe(true);
        if (utf8Bytes(text) <= 1024) expect(cut).toBe(text);
        else expect(utf8Bytes(cut)).toBeGreaterThan(1024 - 4);
      }),
    );
  });
});

describe('preview', () => {
  it('cuts metadata and each attribute', () => {
    const long = 'x'.repeat(5_000);
    const cut = preview({ metadata: long, attributes: { a: long, b: 'short' } });
    expect([cut.metadata.length, cut.attributes.a.length, cut.attributes.b]).toEqual([1024, 1024, 'short']);
  });
});
