/**
 * Money as text. Amounts are decimal texts from the server to the screen: Intl accepts them as text, so that no digit
 * is lost, and rounds half to even if it shows fewer. Pure.
 */
import { UNKNOWN } from './format';

type Decimal = `${number}`;

/** The maximum number of digits of a price after the point. */
const PRICE_DIGITS = 9;

/** `$1,204.35`; an amount that would round to zero keeps its first digits. Null: a dash. */
export function formatMoney(amount: string | null, currency: string | null): string {
  if (amount === null) return UNKNOWN;
  const text = formatter(currency, {}).format(amount as Decimal);
  const vanished = /[1-9]/.test(amount) && !/[1-9]/.test(text);
  return vanished ? formatter(currency, { maximumSignificantDigits: 2 }).format(amount as Decimal) : text;
}

/** `$0.0005`, with all digits; `0.0005` if the currency is shown elsewhere. */
export function formatPrice(price: string | null, currency: string | null = null): string {
  if (price === null) return UNKNOWN;
  return formatter(currency, { minimumFractionDigits: 2, maximumFractionDigits: PRICE_DIGITS }).format(
    price as Decimal,
  );
}

/** `54.10`, for columns whose currency is shown elsewhere: always two digits after the point. */
export const formatAmount = (amount: string): string =>
  formatter(null, { maximumFractionDigits: 2 }).format(amount as Decimal);

/** An amount with its sign: `+4.20`, `−0.50`, `0.00`. */
export function formatDifference(difference: string): string {
  const shown = formatAmount(difference);
  if (/^-?0\.00$/.test(shown)) return '0.00';
  return shown.startsWith('-') ? `−${shown.slice(1)}` : `+${shown}`;
}

/** Digits after the point of a currency: 2 for USD, 0 for JPY. */
export const fractionDigits = (currency: string): number =>
  formatter(currency, {}).resolvedOptions().maximumFractionDigits ?? 2;

function formatter(currency: string | null, digits: Intl.NumberFormatOptions): Intl.NumberFormat {
  const style: Intl.NumberFormatOptions = currency ? { style: 'currency', currency } : { minimumFractionDigits: 2 };
  return new Intl.NumberFormat('en', { ...style, roundingMode: 'halfEven', ...digits });
}
