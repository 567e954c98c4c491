/**
 * Exact money. A price has up to 9 decimals and is per minute while use comes in whole seconds, so every amount there can be is a
 * whole number of 1/(60 * 10^9) of the currency: amounts are such numbers, and only adding and multiplying whole numbers happens to
 * them. Nothing is rounded before it is shown.
 */
import { MONEY } from '@livekit-dashboard/contracts';

export type Money = bigint;

const DECIMALS = 9;
const SECONDS = 60n;
const UNITS = SECONDS * 10n ** BigInt(DECIMALS);

/** Enough for every amount that has a finite decimal: 9 digits, and two more for the 20 in 60 = 3 * 20. */
export const SHOWN_DIGITS = 12;

/** `seconds` at `price` a minute. */
export const priced = (seconds: number, price: string): Money => BigInt(seconds) * nanos(price);

/** A whole amount, such as a fee. */
export const amountOf = (decimal: string): Money => nanos(decimal) * SECONDS;

/** `text` (of the form `MONEY`) in 10^-9. Throws a RangeError on another one. */
function nanos(text: string): bigint {
  if (!MONEY.test(text)) throw new RangeError('not a decimal of up to 9 digits before and behind the point');
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(DECIMALS, '0'));
}

/** As a decimal text of at most `digits` decimals, rounded half-even, without zeros at its end. */
export function shownMoney(money: Money, digits: number = SHOWN_DIGITS): string {
  const size = money < 0n ? -money : money;
  const rounded = divideHalfEven(size * 10n ** BigInt(digits), UNITS);
  const text = rounded.toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const fraction = text.slice(text.length - digits).replace(/0+$/, '');
  return `${money < 0n && rounded > 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Of numbers that are not negative. */
function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twice = (dividend % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}
