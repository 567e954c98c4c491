import { participantTenant } from './tenant';

const of = (metadata: string | null, attributes: Record<string, string> = {}, key: string | null = 'customer.id') =>
  participantTenant({ metadata, attributes }, key);

describe('the tenant that a participant names', () => {
  it('[US12] is the field of its metadata, then the attribute of that name', () => {
    expect(of('{"customer":{"id":"acme"}}', { 'customer.id': 'globex' })).toBe('acme');
    expect(of('{"customer":{"id":17}}')).toBe('17');
    expect(of('{"plan":"pro"}', { 'customer.id': 'globex' })).toBe('globex');
    expect(of('no JSON', { 'customer.id': 'globex' })).toBe('globex');
  });

  it('is null where no valid name is given', () => {
    expect(of(null)).toBeNull();
    expect(of('{"customer":{"id":""}}', { 'customer.id': '' })).toBeNull();
    expect(of(null, { 'customer.id': 'x'.repeat(513) })).toBeNull();
    expect(of(null, {}, 'constructor')).toBeNull();
    expect(of('{"customer":{"id":"acme"}}', {}, null)).toBeNull();
  });

  it('can be stored by PostgreSQL', () => {
    expect(of(null, { 'customer.id': 'a\0b\ud800' })).toBe('a\uFFFDb\uFFFD');
  });
});
