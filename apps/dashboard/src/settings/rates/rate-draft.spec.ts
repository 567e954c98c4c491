import { RATE_PRESETS, type Rates } from '@livekit-dashboard/contracts';
import { draftErrors, draftOf, ratesOf, serverErrors, type RateDraft, type RowField } from './rate-draft';
import { fieldWords, presetOf } from './rate-words';
import { formatAmount, formatDifference, formatPrice } from './money';

const preset = RATE_PRESETS[0]!.rates;
const draft = draftOf(preset, '2026-12-01');
const withSip = (field: RowField, value: string): RateDraft => ({
  ...draft,
  rows: { ...draft.rows, sip: { ...draft.rows.sip, [field]: value } },
});

describe('rates while they are edited', () => {
  it('are what they were if nothing is touched', () => {
    expect(draftErrors(draft)).toEqual({});
    expect(ratesOf(draft)).toEqual({ ...preset, effectiveFrom: '2026-12-01' });
  });

  it('leave out what has no price', () => {
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
  ] as const)('name the field that is wrong: %s %p', (field, value) => {
    expect(Object.keys(draftErrors(withSip(field, value)))).toEqual([`sip.${field}`]);
  });

  it('name what is wrong beside the dimensions', () => {
    const wrong = { ...draft, currency: 'usd', monthlyFee: '', effectiveFrom: '' };
    expect(Object.keys(draftErrors(wrong))).toEqual(['currency', 'monthlyFee', 'effectiveFrom']);
  });

  it("take the server's errors to the inputs they are about", () => {
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
    expect(fieldWords('dimensions.sip.price')).toBe('Phone calls (SIP), price per minute');
    expect(fieldWords('monthlyFee')).toBe('Monthly fee');
  });

  it('know a preset by its prices', () => {
    expect(presetOf(preset)?.asOf).toBe('2026-09');
    expect(presetOf(ratesOf(withSip('price', '7')))).toBeNull();
  });

  it('show amounts exactly, however long', () => {
    expect(formatAmount('12345678901234567.125')).toBe('12,345,678,901,234,567.12');
    expect(formatPrice('0.0005')).toBe('0.0005');
    expect(['4.2', '-0.5', '-0.001', '0'].map(formatDifference)).toEqual(['+4.20', '−0.50', '0.00', '0.00']);
  });
});
