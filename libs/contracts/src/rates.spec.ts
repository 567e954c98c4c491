import { costsQuery } from './costs';
import { RATE_PRESETS } from './rate-presets';
import { rates } from './rates';
import { usageQuery } from './usage';

const [preset] = RATE_PRESETS;
const valid = { ...preset?.rates, effectiveFrom: '2026-09-01' };
const sip = { dimension: 'sip', price: '0.004', includedMinutes: 5000, incrementSeconds: 60, minimumUnits: 0 };

/** The fields that are wrong. */
function faults(input: unknown): string[] {
  const result = rates.safeParse(input);
  return result.success ? [] : result.error.issues.map(({ path }) => path.join('.'));
}

describe('rates', () => {
  it('may be any of the presets', () => {
    for (const { rates: list } of RATE_PRESETS) expect(faults({ ...list, effectiveFrom: '2026-09-01' })).toEqual([]);
  });

  it.each([
    ['currency', { currency: 'usd' }],
    ['monthlyFee', { monthlyFee: '-1' }],
    ['monthlyFee', { monthlyFee: '1e3' }],
    ['monthlyFee', { monthlyFee: 50 }],
    ['effectiveFrom', { effectiveFrom: '2026-02-30' }],
    ['effectiveFrom', { effectiveFrom: '2026-09-01T00:00:00Z' }],
    ['dimensions.0.price', { dimensions: [{ ...sip, price: '0.0000000001' }] }],
    ['dimensions.0.dimension', { dimensions: [{ ...sip, dimension: 'downstream_gb' }] }],
    ['dimensions.0.includedMinutes', { dimensions: [{ ...sip, includedMinutes: 0.5 }] }],
    ['dimensions.0.incrementSeconds', { dimensions: [{ ...sip, incrementSeconds: 0 }] }],
    ['dimensions.0.incrementSeconds', { dimensions: [{ ...sip, incrementSeconds: 3601 }] }],
    ['dimensions.0.minimumUnits', { dimensions: [{ ...sip, minimumUnits: 1001 }] }],
    ['dimensions.0.minimumUnits', { dimensions: [{ ...sip, minimumUnits: 61 }] }],
    ['dimensions.1.dimension', { dimensions: [sip, sip] }],
  ])('name the invalid field: %s', (field, wrong) => {
    expect(faults({ ...valid, ...wrong })).toEqual([field]);
  });
});

it('rates may round up by an hour at the end of a use, and no more', () => {
  const owing = (incrementSeconds: number, minimumUnits: number) =>
    faults({ ...valid, dimensions: [{ ...sip, incrementSeconds, minimumUnits }] });
  expect(owing(3600, 1)).toEqual([]);
  expect(owing(60, 60)).toEqual([]);
  expect(owing(3600, 2)).toEqual(['dimensions.0.minimumUnits']);
});

describe('queries', () => {
  it('of usage accept a time zone by its name', () => {
    expect(usageQuery.parse({})).toMatchObject({ tz: 'UTC', groupBy: 'day', limit: 100 });
    expect(usageQuery.safeParse({ tz: 'Europe/Berlin' }).success).toBe(true);
    for (const tz of ['Europe/Atlantis', '+02:00', '']) expect(usageQuery.safeParse({ tz }).success).toBe(false);
  });

  it('of costs accept whole UTC days', () => {
    expect(costsQuery.parse({ from: '2026-09-01', to: '2026-10-01T00:00:00.000Z' })).toMatchObject({
      from: '2026-09-01',
      to: '2026-10-01',
    });
    for (const from of ['2026-09-01T12:00:00Z', '2026-09-31', '2026-09-01T00:00:00+02:00']) {
      expect(costsQuery.safeParse({ from }).success).toBe(false);
    }
  });
});
