import fc from 'fast-check';
import { metadataFields } from './metadata-fields';

const fieldsOf = (value: unknown) => metadataFields(JSON.stringify(value));

describe('metadataFields', () => {
  it('returns each plain value with its field, with dots for nested fields and one entry for each element of a list', () => {
    expect(fieldsOf({ plan: 'pro', seats: 3, trial: false, ref: null })).toEqual([
      'plan:pro',
      'seats:3',
      'trial:false',
      'ref:null',
    ]);
    expect(fieldsOf({ customer: { plan: 'pro', tags: ['a', 'b', 'a'] }, on: ['x', { y: 1 }, ['z']] })).toEqual([
      'on:x',
      'customer.plan:pro',
      'customer.tags:a',
      'customer.tags:b',
      'on.y:1',
    ]);
  });

  it.each([null, '', ' ', 'plan:pro', '"plan"', '[{"plan":"pro"}]', '12', 'null', '{"plan":', '{}', '{"a":{"b":{}}}'])(
    'has none of %j',
    (text) => {
      expect(metadataFields(text)).toBeNull();
    },
  );

  it('leaves out what is too long, too deep, or too much', () => {
    expect(fieldsOf({ long: 'x'.repeat(600), plan: 'pro' })).toEqual(['plan:pro']);
    expect(fieldsOf({ a: { b: { c: { d: 1, e: { f: 2 } } } } })).toEqual(['a.b.c.d:1']);
    expect(fieldsOf({ list: Array.from({ length: 1000 }, (_, n) => n) })).toHaveLength(64);
    expect(fieldsOf({ inner: Array.from({ length: 99 }, (_, n) => ({ n })), plan: 'pro' })).toContain('plan:pro');
    expect(fieldsOf({ plan: 'pro', rest: 'x'.repeat(70_000) })).toBeNull();
  });

  it('replaces NUL and lone surrogates as columns of text do', () => {
    expect(metadataFields(String.raw`{"a\u0000b":"\ud800"}`)).toEqual(['a\uFFFDb:\uFFFD']);
  });

  it('never throws, and returns only what can be stored', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), (text) => {
        for (const field of metadataFields(text) ?? []) {
          expect(field.isWellFormed()).toBe(true);
          expect(field).not.toContain('\0');
          expect(field.length).toBeLessThanOrEqual(512);
        }
      }),
    );
  });
});
