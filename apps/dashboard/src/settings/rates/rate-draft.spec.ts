import { RATE_PRESETS, type Rates } from '@livekit-dashboard/contracts';
import { draftErrors, draftOf, ratesOf, serverErrors, type RateDraft, type RowField } from './rate-draft';
import { fieldWords, presetOf } from './rate-words';

const preset = RATE_PRESETS[0]!.rates;
const draft = draftOf(preset, '2026-12-01');
const withSip = (field: RowField, value: string): RateDraft => ({
  ...draft,
  rows: { ...draft.rows, sip: { ...draft.rows.sip, [field]: value } },
});

describe('rates while they are edited', () => {
  it('do not change if nothing is edited', () => {
    expect(draftErrors(draft)).toEqual({});
    expect(ratesOf(draft)).toEqual({ ...preset, effectiveFrom: '2026-12-01' });
  });

  it('leave out dimensions without a price', () => {
    const { dimensions } = ratesOf(withSip('price', ' '));
    expect(dimensions.map(({ dimension }) => dimension)).not.toContain('sip');
    expect(ratesOf(draftOf(null, '2026-12-01')).dimensions).toEqual([]);
  });

  it.each([
    ['price', '-1'],
    ['price', '1e3'],
    ['includedMinutes', '0.5'],
    ['incrementSeconds', '0'],
    ['minimumUnits', '1001'],
    ['minimumUnits', '61'],
    ['minimumUnits', ''],
  ] as const)('name the invalid field: %s %p', (field, value) => {
    expect(Object.keys(draftErrors(withSip(field, value)))).toEqual([`sip.${field}`]);
  });

  it('name errors outside the dimensions', () => {
    const wrong = { ...draft, currency: 'usd', monthlyFee: '', effectiveFrom: '' };
    expect(Object.keys(draftErrors(wrong))).toEqual(['currency', 'monthlyFee', 'effectiveFrom']);
  });

  it("assign the server's errors to their inputs", () => {
    const sent: Rates = ratesOf(withSip('price', ''));
    const errors = [
      { field: 'dimensions.2.price', message: 'a' },
      { field: 'monthlyFee', message: 'b' },
    ];
    expect(serverErrors(errors, sent)).toEqual({ 'transcode_video.price': 'a', monthlyFee: 'b' });
  });
});

describe('rates in words', () => {
  it('name each field', () => {
    expect(fieldWords('dimensions.sip.price')).toBe('Phone (SIP), price per minute');
    expect(fieldWords('monthlyFee')).toBe('Monthly fee');
  });

  it('recognize a preset by its prices', () => {
    expect(presetOf(preset)?.asOf).toBe('2026-09');
    expect(presetOf(ratesOf(withSip('price', '7')))).toBeNull();
  });
});
