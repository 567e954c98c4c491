import { formatAmount, formatDifference, formatMoney, formatPrice } from './money';

describe('money', () => {
  it('loses no digit on the way to the page', () => {
    expect(formatMoney('90071992547409930.25', 'USD')).toBe('$90,071,992,547,409,930.25');
    expect(formatPrice('0.000000001', 'USD')).toBe('$0.000000001');
    expect(formatPrice('0.5', 'EUR')).toBe('€0.50');
  });

  it('is rounded half to even only where it is shown', () => {
    expect(['0.125', '0.135', '-0.125', '2'].map((amount) => formatMoney(amount, 'USD'))).toEqual([
      '$0.12',
      '$0.14',
      '-$0.12',
      '$2.00',
    ]);
  });

  it('is not 0 if it is small, and a dash if unknown', () => {
    expect(formatMoney('0.00123', 'USD')).toBe('$0.0012');
    expect(formatMoney('0', 'USD')).toBe('$0.00');
    expect(formatMoney(null, 'USD')).toBe('–');
    expect(formatPrice(null, null)).toBe('–');
  });

  it('has no sign if the currency is shown elsewhere', () => {
    expect(formatAmount('12345678901234567.125')).toBe('12,345,678,901,234,567.12');
    expect(formatPrice('0.0005')).toBe('0.0005');
    expect(['4.2', '-0.5', '-0.001', '0'].map(formatDifference)).toEqual(['+4.20', '−0.50', '0.00', '0.00']);
  });
});
