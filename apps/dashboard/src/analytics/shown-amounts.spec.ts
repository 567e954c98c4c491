import { shownAmounts } from './shown-amounts';

/** Generated amounts of up to twelve digits behind the point, and their exact sum. */
function column(seed: number): { amounts: string[]; total: string } {
  let state = seed;
  const next = (): number => (state = (state * 48271) % 2147483647);
  const exact = Array.from({ length: 1 + (next() % 9) }, () => BigInt(next()) * BigInt(1 + (next() % 100_000)));
  const text = (value: bigint): string => {
    const digits = value.toString().padStart(13, '0');
    return `${digits.slice(0, -12)}.${digits.slice(-12)}`;
  };
  return { amounts: exact.map(text), total: text(exact.reduce((sum, one) => sum + one, 0n)) };
}
const cents = (amount: string): number => Math.round(Number(amount) * 100);

describe('amounts of a column', () => {
  it('add up to the shown total', () => {
    expect(shownAmounts(['0.4965', '1.0454', '0.44'], '1.9819', 2)).toEqual(['0.50', '1.04', '0.44']);
    expect(shownAmounts(['0.333333333333', '0.333333333333', '0.333333333334'], '1', 2)).toEqual([
      '0.33',
      '0.33',
      '0.34',
    ]);
    expect(shownAmounts(['0.5', '0.5', '1.5'], '2.5', 0)).toEqual(['1', '0.5', '1']);
  });

  it('add up for any amounts, and each is within a cent of the exact one', () => {
    for (let seed = 1; seed <= 2000; seed++) {
      const { amounts, total } = column(seed);
      const shown = shownAmounts(amounts, total, 2).map((amount) => amount ?? '');
      const whole = shown.filter((amount) => /^\d+\.\d\d$/.test(amount));
      const tiny = shown.length - whole.length;
      const sum = whole.reduce((all, amount) => all + cents(amount), 0);
      const target = cents(
        new Intl.NumberFormat('en', { maximumFractionDigits: 2, roundingMode: 'halfEven', useGrouping: false }).format(
          total as `${number}`,
        ),
      );
      expect([seed, tiny === 0 ? sum : target]).toEqual([seed, target]);
      for (const [index, amount] of shown.entries()) {
        expect(Math.abs(Number(amount) - Number(amounts[index]))).toBeLessThan(0.01);
      }
    }
  });

  it('are not adjusted if one is unknown or they do not add up', () => {
    expect(shownAmounts(['0.4965', null], '0.4965', 2)).toEqual(['0.50', null]);
    expect(shownAmounts(['0.4965', '1'], null, 2)).toEqual(['0.4965', '1']);
    expect(shownAmounts(['0.4965', '1'], '3', 2)).toEqual(['0.4965', '1']);
  });

  it('keep the digits of amounts below a cent', () => {
    expect(shownAmounts(['0.0012', '2.5'], '2.5012', 2)).toEqual(['0.0012', '2.50']);
  });
});
