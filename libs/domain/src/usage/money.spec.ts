import fc from 'fast-check';
import { amountOf, priced, shownMoney } from './money';

describe('money', () => {
  it.each([
    [60, '0.0005', '0.0005'],
    [1, '0.01', '0.000166666667'],
    [3, '0.000000001', '0.00000000005'],
    [999_999_999_999, '999999999.999999999', '16666666666649999983.33333333335'],
    [0, '1', '0'],
  ])('of %d s at %s a minute is %s', (seconds, price, shown) => {
    expect(shownMoney(priced(seconds, price))).toBe(shown);
  });

  it.each([
    ['0.125', '0.12'],
    ['0.135', '0.14'],
    ['0.1250001', '0.13'],
    ['0.005', '0'],
    ['2.5', '2.5'],
  ])('of %s is rounded half to even to %s', (decimal, shown) => {
    expect(shownMoney(amountOf(decimal), 2)).toBe(shown);
    expect(shownMoney(-amountOf(decimal), 2)).toBe(shown === '0' ? '0' : `-${shown}`);
  });

  it('[US6] shows every decimal as it was written', () => {
    const digits = fc.integer({ min: 0, max: 999_999_999 });
    fc.assert(
      fc.property(digits, digits, (whole, fraction) => {
        const text = `${whole}.${String(fraction).padStart(9, '0')}`;
        expect(shownMoney(amountOf(text))).toBe(text.replace(/\.?0+$/, ''));
      }),
    );
  });

  it.each(['', '1e3', '-1', '1.', '.5', '1.0000000001', '1234567890', 'NaN'])('refuses %p as a price', (text) => {
    expect(() => amountOf(text)).toThrow(RangeError);
  });
});
