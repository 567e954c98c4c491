import { isCut, readable } from './metadata';

const of = { sid: 'PA_1', metadata: null, metadataBytes: null, attributes: {} };

describe('metadata', () => {
  it('is requested whole only if the topic truncated it', () => {
    expect(isCut(of)).toBe(false);
    expect(isCut({ ...of, metadataBytes: 1024 })).toBe(false);
    expect(isCut({ ...of, metadataBytes: 1025 })).toBe(true);
    expect(isCut({ ...of, attributes: { a: 'ä'.repeat(512) } })).toBe(true);
    expect(isCut({ ...of, attributes: { a: 'x'.repeat(900) } })).toBe(false);
  });

  it('is formatted if it is JSON, and unchanged if not', () => {
    expect(readable('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(readable('<img src=x>')).toBe('<img src=x>');
    expect(readable('')).toBe('');
  });
});
