/** Money is text from the server to the screen: `Intl` takes it as it is, and no number is made of it. */
const MOST_DIGITS = 9;

/** `54.1` as `54.10`, with up to `digits` decimals, rounded half-even. */
export function formatAmount(amount: string, digits = 2): string {
  const format = new Intl.NumberFormat('en', {
    minimumFractionDigits: 2,
    maximumFractionDigits: digits,
    roundingMode: 'halfEven',
  });
  return format.format(amount as Intl.StringNumericLiteral);
}

/** A price as it was told, with at least two decimals. */
export const formatPrice = (price: string): string => formatAmount(price, MOST_DIGITS);

/** With its sign, also where it is more: `+4.20`, `−0.50`, `0.00`. */
export function formatDifference(difference: string): string {
  const shown = formatAmount(difference);
  if (/^-?0\.00$/.test(shown)) return '0.00';
  return shown.startsWith('-') ? `−${shown.slice(1)}` : `+${shown}`;
}
